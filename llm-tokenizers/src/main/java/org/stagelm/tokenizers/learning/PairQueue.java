package org.stagelm.tokenizers.learning;

import java.util.Arrays;

/**
 * Pairs, the most frequent first: a binary heap. A pair goes by the count and the key it had when it was added; what has changed since is for the
 * taker to see.
 */
final class PairQueue {

    private final TieBreak ties;
    private final PairCounts pairs;
    private long[] counts = new long[1 << 10];
    private long[] keys = new long[1 << 10];
    private int[] indices = new int[1 << 10];
    private int size;

    PairQueue(TieBreak ties, PairCounts pairs) {
        this.ties = ties;
        this.pairs = pairs;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The count of the first pair when it was added. */
    long count() {
        return counts[0];
    }

    /** Its key when it was added. */
    long key() {
        return keys[0];
    }

    void add(int index, long count, long key) {
        if (size == counts.length) {
            counts = Arrays.copyOf(counts, 2 * size);
            keys = Arrays.copyOf(keys, 2 * size);
            indices = Arrays.copyOf(indices, 2 * size);
        }
        int at = size++;
        while (at > 0 && isBefore(count, key, index, at - 1 >>> 1)) {
            move(at - 1 >>> 1, at);
            at = at - 1 >>> 1;
        }
        set(at, index, count, key);
    }

    /** Takes the first pair out and gives its index. */
    int take() {
        int first = indices[0];
        size--;
        int at = 0;
        for (int child = 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && isBefore(counts[child + 1], keys[child + 1], indices[child + 1], child)) {
                child++;
            }
            if (!isBefore(counts[child], keys[child], indices[child], size)) {
                break;
            }
            move(child, at);
            at = child;
        }
        move(size, at);
        return first;
    }

    private boolean isBefore(long count, long key, int index, int other) {
        if (count != counts[other]) {
            return count > counts[other];
        }
        return key != keys[other] ? key < keys[other] : ties.isBefore(pairs.pair(index), pairs.pair(indices[other]));
    }

    private void move(int from, int to) {
        set(to, indices[from], counts[from], keys[from]);
    }

    private void set(int at, int index, long count, long key) {
        indices[at] = index;
        counts[at] = count;
        keys[at] = key;
    }
}
