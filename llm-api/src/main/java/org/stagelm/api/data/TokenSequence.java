package org.stagelm.api.data;

/** Token ids that are read at random, usually from a memory-mapped file. */
public interface TokenSequence {

    long length();

    /** Copies {@code count} ids beginning at {@code from} into {@code to} at {@code offset}. */
    void copy(long from, int[] to, int offset, int count);

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
