package org.stagelm.tokenizers.bytebpe;

/** How the bytes of a piece merge. Immutable. */
final class ByteMerges {

    private final int[] byteIds;
    private final int[] byteRanks = new int[1 << 16]; // of each two bytes: where every merging begins
    private final MergeTable table;

    /** @param byteIds the id of each byte */
    ByteMerges(int[] byteIds, MergeTable table) {
        this.byteIds = byteIds.clone();
        this.table = table;
        for (int two = 0; two < byteRanks.length; two++) {
            byteRanks[two] = table.rank(byteIds[two >>> 8], byteIds[two & 0xFF]);
        }
    }

    int byteId(byte b) {
        return byteIds[b & 0xFF];
    }

    /** The rank of two bytes. */
    int rank(byte left, byte right) {
        return byteRanks[(left & 0xFF) << 8 | right & 0xFF];
    }

    /** The rank of a pair of ids, smaller is earlier; {@link MergeTable#NONE} where it does not merge. */
    int rank(int left, int right) {
        return table.rank(left, right);
    }

    /** The id that the pair of a rank becomes. */
    int merged(int rank) {
        return table.merged(rank);
    }
}
