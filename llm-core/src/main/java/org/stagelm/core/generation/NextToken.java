package org.stagelm.core.generation;

/**
 * A text being read by a model, token by token: what the generator needs of an engine or of a deployed runtime. Used by one thread at a time.
 */
public interface NextToken extends AutoCloseable {

    /**
     * Reads {@code newIds} behind the ids so far, a whole prompt in one pass, and gives the logits [vocabulary] of the token after them. The array is
     * the caller's.
     *
     * @param newIds at least one; each in 0 … vocabulary − 1; with those so far at most {@link #context()}
     */
    float[] next(int... newIds);

    /** The number of ids read since the beginning or the last {@link #reset}. */
    int length();

    /** The most ids that can be read. */
    int context();

    /** The number of ids the model knows. */
    int vocabulary();

    /** Forgets all ids. */
    void reset();

    @Override
    void close();
}
