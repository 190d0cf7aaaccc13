package org.stagelm.tokenizers.bytebpe;

import org.stagelm.tokenizers.text.CharacterClass;
import org.stagelm.tokenizers.text.Utf8;

/**
 * GPT-2's pattern, written out by hand:
 *
 * <pre>
 * 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
 * </pre>
 */
public final class Gpt2PreTokenizer implements PreTokenizer {

    @Override
    public int end(byte[] utf8, int from, int to) {
        if (utf8[from] == '\'') {
            int end = contraction(utf8, from, to);
            if (end > from) {
                return end;
            }
        }
        int start = utf8[from] == ' ' ? from + 1 : from; // the optional space before a word
        if (start == to) {
            return to;
        }
        int kind = CharacterClass.at(utf8, start);
        return kind == CharacterClass.SPACE ? spaces(utf8, from, to) : run(utf8, start, to, kind);
    }

    /** The end of {@code 's}, {@code 't}, …; {@code from} where there is none. */
    private static int contraction(byte[] utf8, int from, int to) {
        if (from + 1 < to) {
            byte first = utf8[from + 1];
            if (first == 's' || first == 't' || first == 'm' || first == 'd') {
                return from + 2;
            }
            if (from + 2 < to) {
                byte second = utf8[from + 2];
                if (second == 'e' && (first == 'r' || first == 'v') || second == 'l' && first == 'l') {
                    return from + 3;
                }
            }
        }
        return from;
    }

    private static int run(byte[] utf8, int from, int to, int kind) {
        int i = from;
        while (i < to && CharacterClass.at(utf8, i) == kind) {
            i += Utf8.length(utf8[i]);
        }
        return i;
    }

    /** {@code \s+(?!\S)|\s+}: white space, but where text follows, its last character is left to that text. */
    private static int spaces(byte[] utf8, int from, int to) {
        int last = from;
        int i = from;
        while (i < to && CharacterClass.at(utf8, i) == CharacterClass.SPACE) {
            last = i;
            i += Utf8.length(utf8[i]);
        }
        return i == to || last == from ? i : last;
    }
}
