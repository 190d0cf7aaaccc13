package org.stagelm.tokenizers.bytebpe;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.stagelm.tokenizers.text.Utf8;

/**
 * The kinds of characters that pre-tokenisation patterns name, as bits: a character may be of several. Unicode is that of the running JDK; characters
 * newer than it are of no kind. A table of two levels, as every character beyond ASCII asks it; a page of it is made when a character of it is first met,
 * as most texts need a few of thousands.
 */
final class CharacterKinds {

    /** {@code \p{L}} */
    static final int LETTER = 1;
    /** {@code \p{N}} */
    static final int NUMBER = 1 << 1;
    /** {@code \s}: Unicode's White_Space. */
    static final int SPACE = 1 << 2;
    /** {@code [\r\n]} */
    static final int NEWLINE = 1 << 3;
    /** {@code [\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]} */
    static final int UPPER = 1 << 4;
    /** {@code [\p{Ll}\p{Lm}\p{Lo}\p{M}]} */
    static final int LOWER = 1 << 5;

    /** What {@code [^\s\p{L}\p{N}]} is not. */
    private static final int PLAIN = SPACE | LETTER | NUMBER;

    private static final int PAGE = 256;
    private static final AtomicReferenceArray<byte[]> PAGES = new AtomicReferenceArray<>((Character.MAX_CODE_POINT + 1) / PAGE);
    private static final byte[] FIRST = page(0);

    private CharacterKinds() {}

    /** The kinds of the character at {@code i} of well-formed UTF-8. */
    static int at(byte[] utf8, int i) {
        int first = utf8[i];
        return first >= 0 ? FIRST[first] : of(Utf8.codePoint(utf8, i));
    }

    /** The kinds of an ASCII character. */
    static int ofAscii(int c) {
        return FIRST[c];
    }

    private static int of(int codePoint) {
        byte[] page = PAGES.getAcquire(codePoint / PAGE);
        return (page != null ? page : page(codePoint / PAGE))[codePoint % PAGE];
    }

    /** Two threads may make the same one. */
    private static byte[] page(int number) {
        byte[] page = new byte[PAGE];
        for (int i = 0; i < PAGE; i++) {
            page[i] = (byte) classify(number * PAGE + i);
        }
        PAGES.setRelease(number, page);
        return page;
    }

    static boolean isOther(int kinds) {
        return (kinds & PLAIN) == 0;
    }

    /** The end of a run of characters each of which is of one of {@code kinds}. */
    static int run(byte[] utf8, int from, int to, int kinds) {
        int i = from;
        while (i < to && (at(utf8, i) & kinds) != 0) {
            i += Utf8.length(utf8[i]);
        }
        return i;
    }

    /** The end of a run of {@code [^\s\p{L}\p{N}]}. */
    static int runOfOthers(byte[] utf8, int from, int to) {
        int i = from;
        while (i < to && isOther(at(utf8, i))) {
            i += Utf8.length(utf8[i]);
        }
        return i;
    }

    private static int classify(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> LETTER | UPPER;
            case Character.LOWERCASE_LETTER -> LETTER | LOWER;
            case Character.MODIFIER_LETTER, Character.OTHER_LETTER -> LETTER | UPPER | LOWER;
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> UPPER | LOWER;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            default -> switch (codePoint) {
                case '\n', '\r' -> SPACE | NEWLINE;
                case '\t', 0x0B, '\f', 0x85 -> SPACE;
                default -> 0;
            };
        };
    }
}
