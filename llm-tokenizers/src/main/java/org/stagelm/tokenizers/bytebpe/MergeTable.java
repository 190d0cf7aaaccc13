package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * The rank of each pair of ids that merges. Open addressing, and a pair with its rank in one {@code long}: it is looked up for every neighbour in every
 * piece that is new.
 */
final class MergeTable {

    /** Ids take 20 bits, ranks 24. */
    static final int MOST_IDS = 1 << 20;
    static final int MOST_MERGES = (1 << 24) - 1;

    /** The rank of a pair that does not merge: later than all. */
    static final int NONE = MOST_MERGES;

    private static final int RANK_BITS = 24;
    private static final int RANK_MASK = (1 << RANK_BITS) - 1;
    private static final long EMPTY = -1;

    private final long[] places;
    private final int[] merged;
    private final int shift;

    /** @param merges best first, no pair twice; at most {@link #MOST_MERGES} of ids below {@link #MOST_IDS} */
    MergeTable(Merges merges) {
        this(merges, IntStream.range(0, merges.size()).toArray());
    }

    private MergeTable(Merges merges, int[] ranks) {
        int bits = 33 - Integer.numberOfLeadingZeros(Math.max(ranks.length, 8) - 1); // at most half full
        places = new long[1 << bits];
        shift = Long.SIZE - bits;
        merged = new int[merges.size()];
        Arrays.fill(places, EMPTY);
        for (int rank : ranks) {
            long pair = pair(merges.left(rank), merges.right(rank));
            int at = slot(pair);
            while (places[at] != EMPTY) {
                at = at + 1 & places.length - 1;
            }
            places[at] = pair << RANK_BITS | rank;
            merged[rank] = merges.merged(rank);
        }
    }

    /** A table of some of the merges, by rank. */
    static MergeTable of(Merges merges, BitSet ranks) {
        return new MergeTable(merges, ranks.stream().toArray());
    }

    /** The rank of a pair, smaller is earlier; {@link #NONE} where it does not merge. */
    int rank(int left, int right) {
        long pair = pair(left, right);
        int at = slot(pair);
        while (places[at] != EMPTY) {
            if (places[at] >>> RANK_BITS == pair) {
                return (int) places[at] & RANK_MASK;
            }
            at = at + 1 & places.length - 1;
        }
        return NONE;
    }

    /** The id that the pair of a rank becomes. */
    int merged(int rank) {
        return merged[rank];
    }

    private int slot(long pair) {
        return (int) (pair * 0x9E3779B97F4A7C15L >>> shift);
    }

    private static long pair(int left, int right) {
        return (long) left << 20 | right;
    }
}
