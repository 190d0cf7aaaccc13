package org.stagelm.api.data;

/** An endless sequence of batches. The n-th batch depends on n alone, so a position is a number and going back to it is exact. */
public interface BatchLoader extends AutoCloseable {

    Batch next();

    /** The number of batches given so far. */
    long position();

    /** Goes to a position of {@link #position()}. */
    void seek(long position);

    /** How many batches pass over the data once, rounded up. */
    long batchesPerEpoch();

    /** Gives back what it holds, such as a thread; the token ids stay open. */
    @Override
    default void close() {}
}
