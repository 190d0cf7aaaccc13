package org.stagelm.tokenizers.bytebpe;

import java.util.BitSet;
import java.util.List;

/** What byte-level byte-pair encoding has learned: tokens, and the pairs that merge to them. Immutable. */
final class BytePairs {

    private final TokenBytes tokens;
    private final ByteMerges merges;
    private final WholePieces wholePieces;
    private final BitSet whole = new BitSet(); // tokens that a piece of their bytes is encoded to
    private final int longest;

    /**
     * @param tokens the bytes of each id, among them each single byte; none for a token that stands for no text
     * @param ignoreMerges whether a piece that is a token as a whole is encoded to it, whatever its merges would give, as tiktoken does
     */
    BytePairs(List<byte[]> tokens, Merges merges, boolean ignoreMerges) {
        this.tokens = new TokenBytes(tokens);
        int[] byteIds = new int[256];
        for (int b = 0; b < byteIds.length; b++) {
            byteIds[b] = this.tokens.find(new byte[] {(byte) b}, 0, 1);
        }
        ShortPiece merger = new ShortPiece(new ByteMerges(byteIds, new MergeTable(merges)));
        WholePieces.Builder shortOnes = new WholePieces.Builder(tokens.size());
        int longestToken = 0;
        for (int id = 0; id < tokens.size(); id++) {
            byte[] token = tokens.get(id);
            if (token.length > 0 && this.tokens.find(token, 0, token.length) == id && (ignoreMerges || mergesToItself(token, id, merger))) {
                whole.set(id);
                longestToken = Math.max(longestToken, token.length);
                shortOnes.add(token, id);
            }
        }
        this.longest = longestToken;
        this.merges = new ByteMerges(byteIds, MergeTable.of(merges, met(tokens, merges, merger)));
        this.wholePieces = shortOnes.build();
    }

    /**
     * The merges that are ever made. What a pair merges to is merged in every text as in its own bytes, as it took part in nothing around it: so of
     * the pairs that could become one token, only one does. The others need not be looked up, and there are many in a list of ranks.
     */
    private static BitSet met(List<byte[]> tokens, Merges merges, ShortPiece merger) {
        BitSet met = new BitSet();
        int[] ids = new int[ShortPiece.LONGEST];
        for (byte[] token : tokens) {
            if (token.length > 1 && token.length <= ShortPiece.LONGEST && merger.merge(token, 0, token.length, ids, 0) == 1) {
                met.set(merger.lastRank());
            }
        }
        for (int rank = 0; rank < merges.size(); rank++) {
            int length = tokens.get(merges.merged(rank)).length;
            int parts = tokens.get(merges.left(rank)).length + tokens.get(merges.right(rank)).length;
            if (length == 0 || length > ShortPiece.LONGEST || length != parts) { // not tried: a special token that merges too, or a long one
                met.set(rank);
            }
        }
        return met;
    }

    private static boolean mergesToItself(byte[] token, int id, ShortPiece merger) {
        int[] ids = new int[token.length];
        return token.length <= ShortPiece.LONGEST && merger.merge(token, 0, token.length, ids, 0) == 1 && ids[0] == id;
    }

    TokenBytes tokens() {
        return tokens;
    }

    /** Those that are ever made. */
    ByteMerges merges() {
        return merges;
    }

    /** The short pieces that are encoded to one id. */
    WholePieces wholePieces() {
        return wholePieces;
    }

    /** The one id that a piece too long for {@link #wholePieces()} is encoded to; {@link TokenBytes#NONE} where it is more, or unknown. */
    int longWholePiece(byte[] utf8, int from, int to) {
        if (to - from > longest) {
            return TokenBytes.NONE;
        }
        int id = tokens.find(utf8, from, to);
        return id >= 0 && whole.get(id) ? id : TokenBytes.NONE;
    }
}
