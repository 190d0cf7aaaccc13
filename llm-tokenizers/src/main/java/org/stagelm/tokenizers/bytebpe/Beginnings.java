package org.stagelm.tokenizers.bytebpe;

import java.util.ArrayList;
import java.util.List;
import org.stagelm.tokenizers.text.Utf8;

/**
 * What the first two characters of a piece, where both are ASCII, tell of it: that it is the first alone, or that it is a word and goes on with the
 * second. It is asked for every piece, so it is two bits in a table, found without a branch. Immutable.
 *
 * <p>The answers are the pattern's own, to texts that begin with two characters of different kinds, followed by any third.
 */
final class Beginnings {

    /** Characters that no pattern tells apart from all others of their kinds, and some that one does. */
    private static final String THIRD = "sxX0 \n\t/'.\u00e9\u0663\u3000\u2014";

    private static final int ASCII = 128;
    private static final int ROW = 4; // numbers of 64 bits, for 256 second bytes
    private static final int WORD = 256 * ROW;

    private final long[] bits = new long[2 * WORD];

    Beginnings(PiecePattern pattern) {
        List<Integer> examples = new ArrayList<>(); // of each kind the first
        int[] kind = new int[ASCII];
        for (int c = 0; c < ASCII; c++) {
            int like = c;
            for (int example : examples) {
                like = alike(c, example) ? example : like;
            }
            kind[c] = like;
            if (like == c) {
                examples.add(c);
            }
        }
        for (int first : examples) {
            for (int second : examples) {
                if (isAlone(pattern, first, second)) {
                    set(0, kind, first, second);
                } else if (isWord(pattern, first, second)) {
                    set(WORD, kind, first, second);
                }
            }
        }
    }

    /** 1 where the piece that begins with the two lowest bytes of {@code text} is the first of them, otherwise 0. */
    int alone(long text) {
        return (int) (bits[row(text)] >>> (text >>> 8)) & 1;
    }

    /** 1 where it is a word, and any letters that follow belong to it as far as those of {@link AsciiWord} do; otherwise 0. */
    int word(long text) {
        return (int) (bits[WORD + row(text)] >>> (text >>> 8)) & 1;
    }

    private static int row(long text) {
        return (int) (text & 0xFF) * ROW + (int) (text >>> 14 & 3);
    }

    private void set(int table, int[] kind, int first, int second) {
        for (int a = 0; a < ASCII; a++) {
            for (int b = 0; kind[a] == first && b < ASCII; b++) {
                if (kind[b] == second) {
                    bits[table + row(b << 8 | a)] |= 1L << b;
                }
            }
        }
    }

    private static boolean alike(int one, int other) {
        return CharacterKinds.ofAscii(one) == CharacterKinds.ofAscii(other) && " '/".indexOf(one) < 0 && " '/".indexOf(other) < 0;
    }

    private static boolean isAlone(PiecePattern pattern, int first, int second) {
        return !isEnding(first, second) && THIRD.chars().allMatch(third -> end(pattern, first, second, third) == 1);
    }

    private static boolean isWord(PiecePattern pattern, int first, int second) {
        return !isEnding(first, second) && Character.isLetter(second) && end(pattern, first, second, 'x', 'x', '.') == 4;
    }

    /** The letter behind an apostrophe makes a difference. */
    private static boolean isEnding(int first, int second) {
        return first == '\'' && Character.isLetter(second);
    }

    private static int end(PiecePattern pattern, int... characters) {
        byte[] utf8 = Utf8.bytes(new String(characters, 0, characters.length));
        return pattern.end(utf8, 0, utf8.length);
    }
}
