package org.stagelm.tokenizers.subword;

import java.util.Arrays;

/** What each pair of neighbouring ids merges to, and how early. Open addressing: it is asked for every neighbour in every word. */
final class PairTable {

    /** What a pair that does not merge has: later than every rank. */
    static final long NONE = Long.MAX_VALUE;

    private static final long EMPTY = -1;

    private long[] pairs = new long[1 << 10];
    private long[] merges = new long[1 << 10];
    private int size;

    PairTable() {
        Arrays.fill(pairs, EMPTY);
    }

    /** Where the pair is there already, the new merge takes the place of the old one. */
    void put(int left, int right, int rank, int merged) {
        if (2 * size >= pairs.length) {
            grow();
        }
        size += put(pair(left, right), (long) rank << 32 | merged) ? 1 : 0;
    }

    private boolean put(long pair, long merge) {
        int at = slot(pair);
        boolean added = pairs[at] == EMPTY;
        pairs[at] = pair;
        merges[at] = merge;
        return added;
    }

    private void grow() {
        long[] oldPairs = pairs;
        long[] oldMerges = merges;
        pairs = new long[2 * oldPairs.length];
        merges = new long[pairs.length];
        Arrays.fill(pairs, EMPTY);
        for (int i = 0; i < oldPairs.length; i++) {
            if (oldPairs[i] != EMPTY) {
                put(oldPairs[i], oldMerges[i]);
            }
        }
    }

    /** The rank in the high half, smaller is earlier, and the id the pair becomes in the low half; or {@link #NONE}. */
    long find(int left, int right) {
        int at = slot(pair(left, right));
        return pairs[at] == EMPTY ? NONE : merges[at];
    }

    static int rank(long merge) {
        return (int) (merge >>> 32);
    }

    static int merged(long merge) {
        return (int) merge;
    }

    private int slot(long pair) {
        int at = (int) (pair * 0x9E3779B97F4A7C15L >>> 32) & pairs.length - 1;
        while (pairs[at] != pair && pairs[at] != EMPTY) {
            at = at + 1 & pairs.length - 1;
        }
        return at;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }
}
