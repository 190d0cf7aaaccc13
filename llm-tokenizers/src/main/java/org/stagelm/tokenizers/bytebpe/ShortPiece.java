package org.stagelm.tokenizers.bytebpe;

/** Merges short pieces: up to {@link #LONGEST} bytes a scan for the best pair is quicker than a heap. For one thread. */
final class ShortPiece {

    static final int LONGEST = 96;

    private final BytePairs pairs;
    private final int[] ids = new int[LONGEST];
    private final int[] ranks = new int[LONGEST]; // of each id with its right neighbour

    ShortPiece(BytePairs pairs) {
        this.pairs = pairs;
    }

    /**
     * Writes the ids of {@code utf8[from, to)} to {@code out} from {@code at} on.
     *
     * @return how many
     */
    int merge(byte[] utf8, int from, int to, int[] out, int at) {
        int count = to - from;
        ids[0] = pairs.byteId(utf8[from]);
        for (int i = 1; i < count; i++) {
            ids[i] = pairs.byteId(utf8[from + i]);
            ranks[i - 1] = pairs.rank(ids[i - 1], ids[i]);
        }
        while (count > 1) {
            int best = best(count - 1);
            int rank = ranks[best];
            if (rank == MergeTable.NONE) {
                break;
            }
            ids[best] = pairs.merged(rank);
            count--;
            System.arraycopy(ids, best + 2, ids, best + 1, count - best - 1);
            if (best + 1 < count) {
                System.arraycopy(ranks, best + 2, ranks, best + 1, count - best - 2);
                ranks[best] = pairs.rank(ids[best], ids[best + 1]);
            }
            if (best > 0) {
                ranks[best - 1] = pairs.rank(ids[best - 1], ids[best]);
            }
        }
        System.arraycopy(ids, 0, out, at, count);
        return count;
    }

    private int best(int neighbours) {
        int best = 0;
        int lowest = ranks[0];
        for (int i = 1; i < neighbours; i++) {
            if (ranks[i] < lowest) {
                lowest = ranks[i];
                best = i;
            }
        }
        return best;
    }
}
