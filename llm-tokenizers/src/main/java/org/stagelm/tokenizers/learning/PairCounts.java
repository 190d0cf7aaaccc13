package org.stagelm.tokenizers.learning;

import java.util.Arrays;

/** How often each pair of neighbouring ids occurs, and in which words. A pair is known by its index, in the order in which pairs were met. */
final class PairCounts {

    private static final int[] NO_WORDS = {};

    private int[] table = new int[1 << 13]; // index + 1, 0 where empty; at most half full
    private long[] pairs = new long[1 << 12];
    private long[] counts = new long[1 << 12];
    private int[][] words = new int[1 << 12][];
    private int[] wordCounts = new int[1 << 12];
    private boolean[] isRaised = new boolean[1 << 12];
    private int[] raised = new int[1 << 12];
    private int raisedCount;
    private int size;

    /** Adds to a pair's count, and remembers the word as one it occurs in. The calls for one word come together. */
    void raise(int left, int right, long by, int word) {
        int i = index(Pair.pack(left, right));
        counts[i] += by;
        int n = wordCounts[i];
        if (n == 0 || words[i][n - 1] != word) {
            if (n == words[i].length) {
                words[i] = Arrays.copyOf(words[i], Math.max(4, n + (n >> 1)));
            }
            words[i][n] = word;
            wordCounts[i]++;
        }
        if (!isRaised[i]) {
            isRaised[i] = true;
            if (raisedCount == raised.length) {
                raised = Arrays.copyOf(raised, 2 * raisedCount);
            }
            raised[raisedCount++] = i;
        }
    }

    void lower(int left, int right, long by) {
        counts[index(Pair.pack(left, right))] -= by;
    }

    int size() {
        return size;
    }

    /** Both ids, as {@link Pair#pack}. */
    long pair(int index) {
        return pairs[index];
    }

    long count(int index) {
        return counts[index];
    }

    /** How many pairs' counts were raised since {@link #forgetRaised}. */
    int raisedCount() {
        return raisedCount;
    }

    /** The index of such a pair. */
    int raised(int i) {
        return raised[i];
    }

    void forgetRaised() {
        for (int i = 0; i < raisedCount; i++) {
            isRaised[raised[i]] = false;
        }
        raisedCount = 0;
    }

    int wordCount(int index) {
        return wordCounts[index];
    }

    /** A word that the pair was found in, in the order in which it was found; it may have lost the pair since. */
    int word(int index, int i) {
        return words[index][i];
    }

    /** Forgets a pair that was merged everywhere. */
    void clear(int index) {
        counts[index] = 0;
        words[index] = NO_WORDS;
        wordCounts[index] = 0;
    }

    private int index(long pair) {
        int at = slot(pair);
        if (table[at] == 0) {
            append(pair, at);
            return size - 1;
        }
        return table[at] - 1;
    }

    private void append(long pair, int at) {
        if (size == pairs.length) {
            int capacity = 2 * size;
            pairs = Arrays.copyOf(pairs, capacity);
            counts = Arrays.copyOf(counts, capacity);
            words = Arrays.copyOf(words, capacity);
            wordCounts = Arrays.copyOf(wordCounts, capacity);
            isRaised = Arrays.copyOf(isRaised, capacity);
        }
        pairs[size] = pair;
        words[size] = NO_WORDS;
        table[at] = ++size;
        if (2 * size > table.length) {
            table = new int[2 * table.length];
            for (int i = 0; i < size; i++) {
                table[slot(pairs[i])] = i + 1;
            }
        }
    }

    private int slot(long pair) {
        int at = (int) (pair * 0x9E3779B97F4A7C15L >>> 33) & table.length - 1;
        while (table[at] != 0 && pairs[table[at] - 1] != pair) {
            at = at + 1 & table.length - 1;
        }
        return at;
    }
}
