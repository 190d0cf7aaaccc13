package org.stagelm.tokenizers.bytebpe;

import java.util.List;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.text.IdBuffer;
import org.stagelm.tokenizers.text.Utf8;

/**
 * Text to ids: of all neighbours in a piece, the pair of the lowest rank becomes one, the leftmost first, until no pair merges (Sennrich et al. 2016,
 * algorithm 1). Safe for several threads.
 */
public final class BytePairEncoder {

    /** Up to here a scan for the best pair is quicker than a heap. */
    private static final int SHORT = 64;

    private final PreTokenizer preTokenizer;
    private final int[] byteIds;
    private final MergeTable merges;
    private final PieceCache cache = new PieceCache();

    /**
     * @param byteIds the id of each byte, 256 of them
     * @param merges best first
     */
    public BytePairEncoder(PreTokenizer preTokenizer, int[] byteIds, List<TokenizerJson.Merge> merges) {
        this.preTokenizer = preTokenizer;
        this.byteIds = byteIds.clone();
        this.merges = new MergeTable(merges);
    }

    public int[] encode(String text) {
        byte[] utf8 = Utf8.bytes(text);
        IdBuffer ids = new IdBuffer(utf8.length / 3);
        int[] scratch = new int[2 * SHORT];
        for (int from = 0; from < utf8.length;) {
            int to = preTokenizer.end(utf8, from, utf8.length);
            piece(utf8, from, to, ids, scratch);
            from = to;
        }
        return ids.toArray();
    }

    private void piece(byte[] utf8, int from, int to, IdBuffer ids, int[] scratch) {
        int length = to - from;
        if (length == 1) {
            ids.add(byteIds[utf8[from] & 0xFF]);
        } else if (PieceCache.holds(length)) {
            int hash = PieceCache.hash(utf8, from, to);
            int[] known = cache.get(utf8, from, to, hash);
            if (known == null) {
                int before = ids.size();
                shortPiece(utf8, from, to, ids, scratch);
                cache.put(utf8, from, to, hash, ids.copyOfRange(before, ids.size()));
            } else {
                ids.add(known);
            }
        } else if (length <= SHORT) {
            shortPiece(utf8, from, to, ids, scratch);
        } else {
            new LongPiece(utf8, from, to, byteIds, merges).mergeInto(ids);
        }
    }

    /** @param scratch ids in the first half; in the second, the rank of each with its right neighbour */
    private void shortPiece(byte[] utf8, int from, int to, IdBuffer ids, int[] scratch) {
        int n = to - from;
        for (int i = 0; i < n; i++) {
            scratch[i] = byteIds[utf8[from + i] & 0xFF];
        }
        for (int i = 0; i < n; i++) {
            scratch[SHORT + i] = rank(scratch, i, n);
        }
        while (true) {
            int best = 0;
            for (int i = 1; i < n; i++) {
                best = scratch[SHORT + i] < scratch[SHORT + best] ? i : best;
            }
            int rank = scratch[SHORT + best];
            if (rank == MergeTable.NONE) {
                ids.add(scratch, n);
                return;
            }
            scratch[best] = merges.merged(rank);
            n--;
            System.arraycopy(scratch, best + 2, scratch, best + 1, n - best - 1);
            System.arraycopy(scratch, SHORT + best + 2, scratch, SHORT + best + 1, n - best - 1);
            scratch[SHORT + best] = rank(scratch, best, n);
            if (best > 0) {
                scratch[SHORT + best - 1] = rank(scratch, best - 1, n);
            }
        }
    }

    private int rank(int[] scratch, int i, int n) {
        return i + 1 < n ? merges.rank(scratch[i], scratch[i + 1]) : MergeTable.NONE;
    }
}
