package org.stagelm.tokenizers.bytebpe;

/** Cuts a text into pieces that merges never cross. */
@FunctionalInterface
public interface PreTokenizer {

    /**
     * Where the piece that begins at {@code from} ends.
     *
     * @param utf8 well-formed UTF-8
     * @param to end of the text; larger than {@code from}
     * @return in (from, to]
     */
    int end(byte[] utf8, int from, int to);
}
