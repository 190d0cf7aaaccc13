package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;
import java.util.List;
import org.stagelm.tokenizers.json.TokenizerJson;

/** The rank of each pair of ids that merges. Open addressing: the pair is looked up for every neighbour in every piece. */
final class MergeTable {

    /** The rank of a pair that does not merge. */
    static final int NONE = Integer.MAX_VALUE;

    private static final long EMPTY = -1;

    private final long[] pairs;
    private final int[] ranks;
    private final int[] merged;
    private final int shift;

    /** @param merges best first; no pair twice */
    MergeTable(List<TokenizerJson.Merge> merges) {
        int bits = 33 - Integer.numberOfLeadingZeros(Math.max(merges.size(), 8) - 1); // at most half full
        pairs = new long[1 << bits];
        ranks = new int[1 << bits];
        shift = Long.SIZE - bits;
        merged = new int[merges.size()];
        Arrays.fill(pairs, EMPTY);
        for (int rank = 0; rank < merged.length; rank++) {
            TokenizerJson.Merge merge = merges.get(rank);
            int at = slot(pair(merge.left(), merge.right()));
            pairs[at] = pair(merge.left(), merge.right());
            ranks[at] = rank;
            merged[rank] = merge.merged();
        }
    }

    /** The rank of a pair, smaller is earlier; {@link #NONE} where it does not merge. */
    int rank(int left, int right) {
        int at = slot(pair(left, right));
        return pairs[at] == EMPTY ? NONE : ranks[at];
    }

    /** The id that the pair of a rank becomes. */
    int merged(int rank) {
        return merged[rank];
    }

    /** Where the pair is, or the empty place where it would be. */
    private int slot(long pair) {
        int at = (int) (pair * 0x9E3779B97F4A7C15L >>> shift);
        while (pairs[at] != pair && pairs[at] != EMPTY) {
            at = at + 1 & pairs.length - 1;
        }
        return at;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }
}
