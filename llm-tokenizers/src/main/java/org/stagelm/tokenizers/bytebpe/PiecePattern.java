package org.stagelm.tokenizers.bytebpe;

/** A pre-tokenisation pattern written out by hand, which finds the end of a piece without looking at what stands before it. Immutable. */
@FunctionalInterface
interface PiecePattern {

    /** Where the piece at {@code from}, before {@code to}, ends in well-formed UTF-8. */
    int end(byte[] utf8, int from, int to);
}
