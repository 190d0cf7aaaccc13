package org.stagelm.tokenizers.bytebpe;

/**
 * Merges short pieces: up to {@link #LONGEST} bytes a look at all pairs for the best is quicker than a heap. What merged stays where its left part
 * was, and bits tell which places are left, so that nothing is moved. For one thread.
 */
final class ShortPiece {

    static final int LONGEST = Long.SIZE;

    private static final int PLACE_BITS = 6;
    private static final int PLACE_MASK = LONGEST - 1;

    private final ByteMerges merges;
    private final int[] ids = new int[LONGEST];
    private final int[] ranks = new int[LONGEST]; // of each id with its right neighbour, then its place: the leftmost is the smallest
    private int lastRank;

    ShortPiece(ByteMerges merges) {
        this.merges = merges;
    }

    /**
     * Writes the ids of {@code utf8[from, to)} to {@code out} from {@code at} on.
     *
     * @return how many
     */
    int merge(byte[] utf8, int from, int to, int[] out, int at) {
        int last = to - from - 1;
        for (int i = 0; i < last; i++) {
            ids[i] = merges.byteId(utf8[from + i]);
            rank(i, merges.rank(utf8[from + i], utf8[from + i + 1]));
        }
        ids[last] = merges.byteId(utf8[to - 1]);
        long left = -1L >>> PLACE_MASK - last;
        for (int best = best(last); best >>> PLACE_BITS != MergeTable.NONE; best = best(last)) {
            lastRank = best >>> PLACE_BITS;
            left = merge(best & PLACE_MASK, left);
        }
        int count = 0;
        for (long places = left; places != 0; places &= places - 1) {
            out[at + count++] = ids[Long.numberOfTrailingZeros(places)];
        }
        return count;
    }

    /** The rank of what {@link #merge(byte[], int, int, int[], int)} merged last, where it merged anything. */
    int lastRank() {
        return lastRank;
    }

    /** Merges the id at {@code place} with its right neighbour; gives what is {@code left} then. */
    private long merge(int place, long left) {
        int right = Long.numberOfTrailingZeros(left & -2L << place);
        long now = left & ~(1L << right);
        ids[place] = merges.merged(lastRank);
        rank(right, MergeTable.NONE);
        long after = now & -2L << place;
        rank(place, after == 0 ? MergeTable.NONE : merges.rank(ids[place], ids[Long.numberOfTrailingZeros(after)]));
        long before = now & (1L << place) - 1;
        if (before != 0) {
            int previous = PLACE_MASK - Long.numberOfLeadingZeros(before);
            rank(previous, merges.rank(ids[previous], ids[place]));
        }
        return now;
    }

    private void rank(int place, int rank) {
        ranks[place] = rank << PLACE_BITS | place;
    }

    /** The first of the pairs of the lowest rank, with that. */
    private int best(int neighbours) {
        int best = MergeTable.NONE << PLACE_BITS;
        for (int i = 0; i < neighbours; i++) {
            best = Math.min(best, ranks[i]);
        }
        return best;
    }
}
