package org.stagelm.tokenizers.pipeline;

/**
 * A part of a text.
 *
 * @param first whether the text begins with it
 */
record Piece(String text, boolean first) {

    Piece part(int from, int to) {
        return new Piece(text.substring(from, to), first && from == 0);
    }
}
