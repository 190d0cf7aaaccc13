package org.stagelm.api.tensor;

/**
 * A tensor that grows along one axis from pass to pass: on an engine preallocated memory written in place, in a traced graph a past input and a present
 * output. No scope owns it: whoever asked for it closes it.
 */
public interface StateSlot extends AutoCloseable {

    /** Puts {@code chunk} behind what is stored and gives all of it, the new part included. */
    Tensor append(Tensor chunk);

    /** Forgets what is stored; the memory stays, for another text. What {@link #append} gave must no longer be used. */
    void clear();

    @Override
    void close();
}
