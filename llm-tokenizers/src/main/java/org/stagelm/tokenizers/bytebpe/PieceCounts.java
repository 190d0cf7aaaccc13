package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.learning.LearningInterrupt;
import org.stagelm.tokenizers.learning.Words;

/** The different pieces of a text, and how often each occurs. A hash table over one array of bytes, as there are millions of pieces to look up. */
final class PieceCounts {

    /** What one array can hold. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    /** So many pieces are added before an interrupt is looked for. */
    private static final int STRETCH = 1 << 16;

    private byte[] bytes = new byte[1 << 16];
    private int[] starts = new int[1 << 12];
    private int[] hashes = new int[1 << 12];
    private long[] counts = new long[1 << 12];
    private int[] table = new int[1 << 13]; // piece + 1, 0 where empty; at most half full
    private int size;

    int size() {
        return size;
    }

    /** @throws UserError where the different pieces are more than memory can be addressed for */
    void add(byte[] text, int from, int to, long count) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        hash *= 0x9E3779B9;
        add(text, from, to, hash ^ hash >>> 16, count);
    }

    private void add(byte[] text, int from, int to, int hash, long count) {
        int at = hash & table.length - 1;
        for (int piece = table[at] - 1; piece >= 0; piece = table[at] - 1) {
            if (hashes[piece] == hash && isAt(piece, text, from, to)) {
                counts[piece] += count;
                return;
            }
            at = at + 1 & table.length - 1;
        }
        append(text, from, to, hash, count);
        table[at] = size;
        if (2 * size > table.length) {
            rehash();
        }
    }

    /** Most pieces are a few bytes: a loop beats what needs a call. */
    private boolean isAt(int piece, byte[] text, int from, int to) {
        int start = starts[piece];
        if (starts[piece + 1] - start != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (bytes[start + i - from] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private void append(byte[] text, int from, int to, int hash, long count) {
        int start = starts[size];
        int length = to - from;
        if (length > MOST_BYTES - start) {
            throw new UserError("The text has more than 2 GB of different words, too many to learn merges from. Learn from a part of it.");
        }
        if (start + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Math.max(2L * bytes.length, start + length), MOST_BYTES));
        }
        System.arraycopy(text, from, bytes, start, length);
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, 2 * starts.length);
            hashes = Arrays.copyOf(hashes, 2 * hashes.length);
            counts = Arrays.copyOf(counts, 2 * counts.length);
        }
        hashes[size] = hash;
        counts[size] = count;
        starts[++size] = start + length;
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int piece = 0; piece < size; piece++) {
            int at = hashes[piece] & table.length - 1;
            while (table[at] != 0) {
                at = at + 1 & table.length - 1;
            }
            table[at] = piece + 1;
        }
    }

    void addAll(PieceCounts other) {
        for (int piece = 0; piece < other.size; piece++) {
            if (piece % STRETCH == 0) {
                LearningInterrupt.check();
            }
            add(other.bytes, other.starts[piece], other.starts[piece + 1], other.hashes[piece], other.counts[piece]);
        }
    }

    /** @param byteIds the id of each byte */
    Words words(int[] byteIds) {
        int[] ids = new int[starts[size]];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = byteIds[bytes[i] & 0xFF];
        }
        return new Words(ids, Arrays.copyOf(starts, size + 1), counts);
    }
}
