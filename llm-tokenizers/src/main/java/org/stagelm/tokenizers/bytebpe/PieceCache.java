package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;

/**
 * The ids of pieces met before; most of a text is words that come again. It has a fixed number of places and a new piece takes the place of an old
 * one, so it is bounded. Threads share it without locks: an entry never changes, and one that another thread overwrites is only worked out again.
 */
final class PieceCache {

    private static final int PLACES = 1 << 15;
    private static final int LONGEST = 32;

    private final Entry[] entries = new Entry[PLACES];

    /** Final fields: another thread sees an entry whole or not at all. */
    private record Entry(byte[] piece, int[] ids) {}

    static boolean holds(int length) {
        return length <= LONGEST;
    }

    static int hash(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ hash >>> 16;
    }

    /** The ids, or null: this is the innermost loop, which an Optional would slow down. */
    int[] get(byte[] text, int from, int to, int hash) {
        Entry entry = entries[hash & PLACES - 1];
        return entry != null && Arrays.equals(entry.piece, 0, entry.piece.length, text, from, to) ? entry.ids : null;
    }

    void put(byte[] text, int from, int to, int hash, int[] ids) {
        entries[hash & PLACES - 1] = new Entry(Arrays.copyOfRange(text, from, to), ids);
    }
}
