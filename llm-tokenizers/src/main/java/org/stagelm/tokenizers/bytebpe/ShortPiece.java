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
            ranks[i - 1] = pairs.rank(utf8[from + i - 1], utf8[from + i]);
        }
        for (int best = best(count - 1); best >= 0; best = best(count - 1)) {
            ids[best] = pairs.merged(ranks[best]);
            count--;
            for (int i = best + 1; i < count; i++) { // a few numbers: quicker than a call to move them
                ids[i] = ids[i + 1];
                ranks[i - 1] = ranks[i];
            }
            if (best + 1 < count) {
                ranks[best] = pairs.rank(ids[best], ids[best + 1]);
            }
            if (best > 0) {
                ranks[best - 1] = pairs.rank(ids[best - 1], ids[best]);
            }
        }
        System.arraycopy(ids, 0, out, at, count);
        return count;
    }

    /** The first of the pairs of the lowest rank; −1 where none merges. */
    private int best(int neighbours) {
        int best = -1;
        int lowest = MergeTable.NONE;
        for (int i = 0; i < neighbours; i++) {
            if (ranks[i] < lowest) {
                lowest = ranks[i];
                best = i;
            }
        }
        return best;
    }
}
