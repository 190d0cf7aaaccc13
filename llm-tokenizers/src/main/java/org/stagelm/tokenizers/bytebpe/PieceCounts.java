package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;

/** The different pieces of a text, and how often each occurs. A hash table over one array of bytes, as there are millions of pieces to look up. */
final class PieceCounts {

    private byte[] bytes = new byte[1 << 16];
    private int[] starts = new int[1 << 12];
    private long[] counts = new long[1 << 12];
    private int[] table = new int[1 << 13]; // piece + 1, 0 where empty; at most half full
    private int size;

    int size() {
        return size;
    }

    long count(int piece) {
        return counts[piece];
    }

    int length(int piece) {
        return starts[piece + 1] - starts[piece];
    }

    byte at(int piece, int i) {
        return bytes[starts[piece] + i];
    }

    void add(byte[] text, int from, int to, long count) {
        int at = slot(text, from, to);
        if (table[at] == 0) {
            at = append(text, from, to, at);
        }
        counts[table[at] - 1] += count;
    }

    void addAll(PieceCounts other) {
        for (int piece = 0; piece < other.size; piece++) {
            add(other.bytes, other.starts[piece], other.starts[piece + 1], other.counts[piece]);
        }
    }

    private int slot(byte[] text, int from, int to) {
        int at = hash(text, from, to) & table.length - 1;
        while (table[at] != 0) {
            int piece = table[at] - 1;
            if (Arrays.equals(bytes, starts[piece], starts[piece + 1], text, from, to)) {
                return at;
            }
            at = at + 1 & table.length - 1;
        }
        return at;
    }

    private int append(byte[] text, int from, int to, int at) {
        int start = starts[size];
        int end = Math.addExact(start, to - from);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * bytes.length, end), Integer.MAX_VALUE - 8));
        }
        System.arraycopy(text, from, bytes, start, to - from);
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        starts[++size] = end;
        table[at] = size;
        if (2 * size > table.length) {
            rehash();
            return slot(text, from, to);
        }
        return at;
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int piece = 0; piece < size; piece++) {
            int at = hash(bytes, starts[piece], starts[piece + 1]) & table.length - 1;
            while (table[at] != 0) {
                at = at + 1 & table.length - 1;
            }
            table[at] = piece + 1;
        }
    }

    private static int hash(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 16;
    }
}
