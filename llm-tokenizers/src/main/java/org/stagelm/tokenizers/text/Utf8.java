package org.stagelm.tokenizers.text;

import java.nio.charset.StandardCharsets;

/** Well-formed UTF-8: what tokenizers read. */
public final class Utf8 {

    private Utf8() {}

    /** The text with each unpaired surrogate, which no encoding can express, replaced by U+FFFD; the same object where there is none. */
    public static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(codePoint)) {
                    return replaceSurrogates(text, i);
                }
                i++;
            }
        }
        return text;
    }

    private static String replaceSurrogates(String text, int from) {
        StringBuilder whole = new StringBuilder(text.length()).append(text, 0, from);
        text.substring(from).codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }

    public static byte[] bytes(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8); // writes a question mark for an unpaired surrogate
        boolean isAscii = utf8.length == text.length() && text.equals(new String(utf8, StandardCharsets.ISO_8859_1));
        return isAscii || wellFormed(text) == text ? utf8 : wellFormed(text).getBytes(StandardCharsets.UTF_8);
    }

    /** The code point at {@code i} of well-formed UTF-8. */
    public static int codePoint(byte[] utf8, int i) {
        int first = utf8[i] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int second = utf8[i + 1] & 0x3F;
        if (first < 0xE0) {
            return (first & 0x1F) << 6 | second;
        }
        int third = utf8[i + 2] & 0x3F;
        if (first < 0xF0) {
            return (first & 0x0F) << 12 | second << 6 | third;
        }
        return (first & 0x07) << 18 | second << 12 | third << 6 | utf8[i + 3] & 0x3F;
    }

    /** How many bytes the character that begins with {@code first} has. */
    public static int length(byte first) {
        int b = first & 0xFF;
        return b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
    }
}
