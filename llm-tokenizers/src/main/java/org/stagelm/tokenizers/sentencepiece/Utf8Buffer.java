package org.stagelm.tokenizers.sentencepiece;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that become more and more. */
final class Utf8Buffer {

    private byte[] bytes;
    private int size;

    Utf8Buffer(int capacity) {
        bytes = new byte[Math.max(capacity, 16)];
    }

    void add(byte next) {
        if (size == bytes.length) {
            grow(1);
        }
        bytes[size++] = next;
    }

    void add(byte[] from, int begin, int end) {
        if (end - begin > bytes.length - size) {
            grow(end - begin);
        }
        System.arraycopy(from, begin, bytes, size, end - begin);
        size += end - begin;
    }

    private void grow(int atLeast) {
        bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, atLeast), (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
    }

    boolean endsWith(byte[] suffix) {
        return size >= suffix.length && Arrays.equals(bytes, size - suffix.length, size, suffix, 0, suffix.length);
    }

    void truncate(int newSize) {
        size = newSize;
    }

    String text() {
        return new String(bytes, 0, size, StandardCharsets.UTF_8);
    }

    int size() {
        return size;
    }

    /** The bytes themselves, of which the first {@link #size()} count. */
    byte[] array() {
        return bytes;
    }
}
