package org.stagelm.tokenizers.text;

/**
 * The classes that pre-tokenisation patterns tell apart: {@code \p{L}}, {@code \p{N}}, {@code \s} (Unicode's White_Space) and the rest. Characters
 * newer than the Unicode version of the running JDK count as the rest.
 */
public final class CharacterClass {

    public static final int LETTER = 0;
    public static final int NUMBER = 1;
    public static final int SPACE = 2;
    public static final int OTHER = 3;

    private static final byte[] ASCII = new byte[128];

    static {
        for (int c = 0; c < ASCII.length; c++) {
            ASCII[c] = (byte) classify(c);
        }
    }

    private CharacterClass() {}

    public static int of(int codePoint) {
        return codePoint < 128 ? ASCII[codePoint] : classify(codePoint);
    }

    /** The class of the character at {@code i} of well-formed UTF-8. */
    public static int at(byte[] utf8, int i) {
        int first = utf8[i];
        return first >= 0 ? ASCII[first] : classify(Utf8.codePoint(utf8, i));
    }

    private static int classify(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER, Character.LOWERCASE_LETTER, Character.TITLECASE_LETTER, Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER -> LETTER;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> NUMBER;
            case Character.SPACE_SEPARATOR, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> SPACE;
            default -> codePoint >= '\t' && codePoint <= '\r' || codePoint == 0x85 ? SPACE : OTHER;
        };
    }
}
