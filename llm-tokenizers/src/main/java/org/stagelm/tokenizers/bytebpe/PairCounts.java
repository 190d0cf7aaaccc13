package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;
import java.util.function.LongConsumer;
import org.stagelm.tokenizers.text.IdBuffer;

/** How often each pair of neighbouring ids occurs, and in which words. */
final class PairCounts {

    private static final int[] NO_WORDS = {};

    private int[] table = new int[1 << 13]; // index + 1, 0 where empty; at most half full
    private long[] pairs = new long[1 << 12];
    private long[] counts = new long[1 << 12];
    private int[][] words = new int[1 << 12][];
    private int[] wordCounts = new int[1 << 12];
    private boolean[] isRaised = new boolean[1 << 12];
    private final IdBuffer raised = new IdBuffer(64);
    private int size;

    /** Left id in the high half, right id in the low half: their natural order is that of (left, right). */
    static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    /** Adds to a pair's count, and remembers the word as one it occurs in. The calls for one word come together. */
    void raise(int left, int right, long by, int word) {
        int i = index(pair(left, right));
        counts[i] += by;
        int n = wordCounts[i];
        if (n == 0 || words[i][n - 1] != word) {
            if (n == words[i].length) {
                words[i] = Arrays.copyOf(words[i], Math.max(4, 2 * n));
            }
            words[i][n] = word;
            wordCounts[i]++;
        }
        if (!isRaised[i]) {
            isRaised[i] = true;
            raised.add(i);
        }
    }

    void lower(int left, int right, long by) {
        counts[index(pair(left, right))] -= by;
    }

    long count(long pair) {
        return counts[index(pair)];
    }

    /** Gives each pair whose count was raised since the last call. */
    void takeRaised(LongConsumer consumer) {
        for (int k = 0; k < raised.size(); k++) {
            int i = raised.get(k);
            isRaised[i] = false;
            consumer.accept(pairs[i]);
        }
        raised.clear();
    }

    /** The words a pair was found in; some may have lost it since. */
    int[] words(long pair) {
        int i = index(pair);
        return Arrays.copyOf(words[i], wordCounts[i]);
    }

    /** Forgets a pair that was merged everywhere. */
    void clear(long pair) {
        int i = index(pair);
        counts[i] = 0;
        words[i] = NO_WORDS;
        wordCounts[i] = 0;
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
