package org.stagelm.tokenizers.bytebpe;

/** Cuts a text into pieces that merges never cross. Immutable, and safe for use by several threads. */
@FunctionalInterface
public interface PreTokenizer {

    /**
     * Begins to cut {@code utf8[from, to)}, which stands for itself: nothing before or after it is looked at.
     *
     * @param utf8 well-formed UTF-8 in this range
     */
    Cutter cut(byte[] utf8, int from, int to);

    /** Whether a space or a line feed that stands after a letter always begins a piece, so that the text before it can be cut without it. */
    default boolean cutsBeforeWhiteSpace() {
        return false;
    }

    /** Gives the pieces of one text from left to right, many at a time. Together they are the whole text. Not safe for several threads. */
    @FunctionalInterface
    interface Cutter {

        /**
         * Writes where the next pieces end, at most as many as {@code ends} has room for; each begins where the one before it ends.
         *
         * @return how many; 0 where the text is at its end
         */
        int next(int[] ends);
    }
}
