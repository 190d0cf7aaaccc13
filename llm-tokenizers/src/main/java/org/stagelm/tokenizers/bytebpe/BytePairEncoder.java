package org.stagelm.tokenizers.bytebpe;

import org.stagelm.tokenizers.text.Utf8;

/**
 * Text to ids: of all neighbours in a piece, the pair of the lowest rank becomes one, the leftmost first, until no pair merges (Sennrich et al. 2016,
 * algorithm 1). Immutable but for what its threads remember of pieces met before; safe for several threads.
 */
final class BytePairEncoder {

    private final PieceEncoders encoders;

    BytePairEncoder(PreTokenizer preTokenizer, BytePairs pairs) {
        encoders = new PieceEncoders(() -> new PieceEncoder(preTokenizer, pairs));
    }

    int[] encode(String text) {
        byte[] utf8 = Utf8.bytes(text);
        PieceEncoder encoder = encoders.borrow();
        encoder.addText(utf8, 0, utf8.length);
        int[] ids = encoder.take();
        encoders.giveBack(encoder);
        return ids;
    }

    /** Any bytes: what is well-formed UTF-8 is encoded as text, and each byte that is of no character is a piece of its own. */
    int[] encode(byte[] bytes) {
        PieceEncoder encoder = encoders.borrow();
        for (int from = 0; from < bytes.length;) {
            int to = Utf8.wellFormedEnd(bytes, from);
            if (to > from) {
                encoder.addText(bytes, from, to);
            }
            if (to < bytes.length) {
                encoder.addByte(bytes[to++]);
            }
            from = to;
        }
        int[] ids = encoder.take();
        encoders.giveBack(encoder);
        return ids;
    }
}
