package org.stagelm.tokenizers.subword;

import java.util.Arrays;

/**
 * The ids of short words met before. It has a fixed number of places and a new word takes the place of an old one, so it is bounded. Threads share it
 * without locks: an entry never changes, and one that another thread overwrites is only worked out again.
 */
final class WordCache {

    private static final int PLACES = 1 << 15;
    private static final int LONGEST = 32;

    private final Entry[] entries = new Entry[PLACES];

    /** Final fields: another thread sees an entry whole or not at all. */
    private record Entry(byte[] word, int[] ids) {}

    static boolean holds(int length) {
        return length <= LONGEST;
    }

    /** The ids, or null: this is the innermost loop, which an Optional would slow down. */
    int[] get(byte[] text, int from, int to) {
        Entry entry = entries[place(text, from, to)];
        return entry != null && Arrays.equals(entry.word, 0, entry.word.length, text, from, to) ? entry.ids : null;
    }

    void put(byte[] text, int from, int to, int[] ids) {
        entries[place(text, from, to)] = new Entry(Arrays.copyOfRange(text, from, to), ids);
    }

    private static int place(byte[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        hash *= 0x9E3779B9;
        return (hash ^ hash >>> 16) & PLACES - 1;
    }
}
