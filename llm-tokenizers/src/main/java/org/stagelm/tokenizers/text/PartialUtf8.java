package org.stagelm.tokenizers.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes UTF-8 that comes bit by bit: an unfinished character waits for its other bytes. Bytes of no character become U+FFFD, as Unicode recommends
 * it (3.9, "maximal subparts"): one for what begins a character and breaks off, one for each other byte.
 */
public final class PartialUtf8 {

    private byte[] waiting = {};

    /** The text of bytes that are there as a whole. */
    public static String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        PartialUtf8 decoder = new PartialUtf8(); // Java counts the bytes of surrogates, which UTF-8 has not, in its own way
        return decoder.next(bytes) + decoder.end();
    }

    /** The text that {@code more} completes; may be empty. */
    public String next(byte[] more) {
        byte[] bytes = Arrays.copyOf(waiting, waiting.length + more.length);
        System.arraycopy(more, 0, bytes, waiting.length, more.length);
        StringBuilder text = new StringBuilder(bytes.length);
        int at = 0;
        while (true) {
            int end = Utf8.wellFormedEnd(bytes, at);
            text.append(new String(bytes, at, end - at, StandardCharsets.UTF_8));
            int begun = begun(bytes, end);
            if (end + begun == bytes.length) {
                waiting = Arrays.copyOfRange(bytes, end, bytes.length);
                return text.toString();
            }
            text.append('\uFFFD');
            at = end + Math.max(begun, 1);
        }
    }

    /** What is left, an unfinished character as U+FFFD. Then another text may begin. */
    public String end() {
        String rest = waiting.length == 0 ? "" : "\uFFFD";
        waiting = new byte[0];
        return rest;
    }

    /** How many bytes, from {@code from} on, could begin a character whose other bytes are not there (Unicode, table 3-7). */
    private static int begun(byte[] bytes, int from) {
        int first = from < bytes.length ? bytes[from] & 0xFF : 0;
        if (first < 0xC2 || first > 0xF4) {
            return 0;
        }
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        int count = 1;
        while (count < Utf8.length(bytes[from]) && from + count < bytes.length) {
            int next = bytes[from + count] & 0xFF;
            if (next < (count == 1 ? lowest : 0x80) || next > (count == 1 ? highest : 0xBF)) {
                break;
            }
            count++;
        }
        return count;
    }
}
