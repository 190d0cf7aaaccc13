package org.stagelm.api.data;

/** Token ids that are read at random, usually from a memory-mapped file. */
public interface TokenSequence {

    long length();

    /** Copies {@code count} ids beginning at {@code from} into {@code to} at {@code offset}. */
    void copy(long from, int[] to, int offset, int count);

    /** How many documents it holds. */
    default long documents() {
        return 1;
    }

    /** The index of the first token of a document; documents follow each other without gaps, the first from 0 on. */
    default long documentStart(long document) {
        return 0;
    }

    /** What it is, for messages. */
    String source();

    static TokenSequence of(int[] ids, String source) {
        return new TokenSequence() {
            @Override
            public long length() {
                return ids.length;
            }

            @Override
            public void copy(long from, int[] to, int offset, int count) {
                System.arraycopy(ids, Math.toIntExact(from), to, offset, count);
            }

            @Override
            public String source() {
                return source;
            }
        };
    }
}
