package org.stagelm.tokenizers.bytebpe;

import java.util.BitSet;
import java.util.List;

/** What byte-level byte-pair encoding has learned: tokens, and the pairs that merge to them. Immutable. */
final class BytePairs {

    private final TokenBytes tokens;
    private final int[] byteIds = new int[256];
    private final MergeTable merges;
    private final int[] byteRanks = new int[1 << 16]; // of each two bytes: where every merging begins
    private final BitSet whole = new BitSet(); // tokens that a piece of their bytes is encoded to
    private final int longest;

    /**
     * @param tokens the bytes of each id, among them each single byte; none for a token that stands for no text
     * @param ignoreMerges whether a piece that is a token as a whole is encoded to it, whatever its merges would give, as tiktoken does
     */
    BytePairs(List<byte[]> tokens, Merges merges, boolean ignoreMerges) {
        this.tokens = new TokenBytes(tokens);
        this.merges = new MergeTable(merges);
        for (int b = 0; b < 256; b++) {
            byteIds[b] = this.tokens.find(new byte[] {(byte) b}, 0, 1);
        }
        for (int two = 0; two < byteRanks.length; two++) {
            byteRanks[two] = this.merges.rank(byteIds[two >>> 8], byteIds[two & 0xFF]);
        }
        ShortPiece merger = new ShortPiece(this);
        int longestToken = 0;
        for (int id = 0; id < tokens.size(); id++) {
            byte[] token = tokens.get(id);
            if (token.length > 0 && this.tokens.find(token, 0, token.length) == id && (ignoreMerges || mergesToItself(token, id, merger))) {
                whole.set(id);
                longestToken = Math.max(longestToken, token.length);
            }
        }
        this.longest = longestToken;
    }

    private static boolean mergesToItself(byte[] token, int id, ShortPiece merger) {
        int[] ids = new int[token.length];
        return token.length <= ShortPiece.LONGEST && merger.merge(token, 0, token.length, ids, 0) == 1 && ids[0] == id;
    }

    TokenBytes tokens() {
        return tokens;
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
        return merges.rank(left, right);
    }

    /** The id that the pair of a rank becomes. */
    int merged(int rank) {
        return merges.merged(rank);
    }

    /** The one id that the piece {@code utf8[from, to)} is encoded to, where that can be told at a glance; otherwise {@link TokenBytes#NONE}. */
    int wholePiece(byte[] utf8, int from, int to) {
        if (to - from > longest) {
            return TokenBytes.NONE;
        }
        int id = tokens.find(utf8, from, to);
        return id >= 0 && whole.get(id) ? id : TokenBytes.NONE;
    }
}
