package org.stagelm.tokenizers.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Well-formed UTF-8: what tokenizers read. */
public final class Utf8 {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long QUESTION_MARKS = '?' * 0x0101010101010101L;
    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

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

    /** The text as UTF-8; an unpaired surrogate as that of U+FFFD. */
    public static byte[] bytes(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8); // an unpaired surrogate gives one byte, a question mark
        boolean unpaired = questionMarks(bytes) > questionMarks(text); // quicker to find out than to look at each character
        return unpaired ? wellFormed(text).getBytes(StandardCharsets.UTF_8) : bytes;
    }

    /** Eight bytes at a time: a byte that is 0 is the only one without a bit that is set, or that adding sets (Warren, Hacker's Delight, 6-1). */
    private static int questionMarks(byte[] bytes) {
        int count = 0;
        int i = 0;
        for (; i <= bytes.length - Long.BYTES; i += Long.BYTES) {
            long difference = (long) LONGS.get(bytes, i) ^ QUESTION_MARKS;
            count += Long.bitCount(~((difference & LOW_BITS) + LOW_BITS | difference | LOW_BITS));
        }
        for (; i < bytes.length; i++) {
            count += bytes[i] == '?' ? 1 : 0;
        }
        return count;
    }

    private static int questionMarks(String text) {
        int count = 0;
        for (int at = text.indexOf('?'); at >= 0; at = text.indexOf('?', at + 1)) {
            count++;
        }
        return count;
    }

    /** Where the well-formed UTF-8 that begins at {@code from} ends: at the first byte that is of no character (Unicode, table 3-7), or with the array. */
    public static int wellFormedEnd(byte[] bytes, int from) {
        int i = from;
        while (i < bytes.length) {
            int length = wellFormedLength(bytes, i);
            if (length == 0) {
                break;
            }
            i += length;
        }
        return i;
    }

    /** The length of the character at {@code i}; 0 where there is none. */
    private static int wellFormedLength(byte[] bytes, int i) {
        int first = bytes[i] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first < 0xC2 || first > 0xF4 ? 0 : length(bytes[i]);
        if (length == 0 || i + length > bytes.length) {
            return 0;
        }
        for (int k = 1; k < length; k++) {
            if ((bytes[i + k] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int codePoint = codePoint(bytes, i);
        boolean shortest = length == 2 || codePoint >= (length == 3 ? 0x800 : 0x10000);
        boolean scalar = codePoint <= Character.MAX_CODE_POINT && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
        return shortest && scalar ? length : 0;
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

    /** How many characters {@code from} … {@code to} − 1 of well-formed UTF-8 are. */
    public static int characters(byte[] utf8, int from, int to) {
        int characters = 0;
        for (int i = from; i < to; i++) {
            characters += (utf8[i] & 0xC0) == 0x80 ? 0 : 1;
        }
        return characters;
    }
}
