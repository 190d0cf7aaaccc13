package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;

/** Pairs of ids that become one, by rank, the best first. */
final class Merges {

    private int[] lefts = new int[1 << 10];
    private int[] rights = new int[1 << 10];
    private int[] merged = new int[1 << 10];
    private int size;

    void add(int left, int right, int to) {
        if (size == lefts.length) {
            lefts = Arrays.copyOf(lefts, 2 * size);
            rights = Arrays.copyOf(rights, 2 * size);
            merged = Arrays.copyOf(merged, 2 * size);
        }
        lefts[size] = left;
        rights[size] = right;
        merged[size++] = to;
    }

    int size() {
        return size;
    }

    int left(int rank) {
        return lefts[rank];
    }

    int right(int rank) {
        return rights[rank];
    }

    int merged(int rank) {
        return merged[rank];
    }
}
