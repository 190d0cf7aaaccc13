package org.stagelm.nd4j;

import java.util.Optional;
import org.stagelm.api.tensor.TensorHandle;
import org.stagelm.nd4j.memory.Strided;
import org.stagelm.nd4j.tape.Tape;
import org.stagelm.nd4j.tape.Track;

/** Elements behind a tensor, with their owner. Freed memory is never reached: whoever asks for it gets an exception. */
class Value implements TensorHandle {

    private final Operations engine;
    private volatile Strided elements;
    private EngineScope owner;
    private Tape tape;
    private Optional<Track> track = Optional.empty();

    /** Takes over one reference. */
    Value(Operations engine, Strided elements) {
        this.engine = engine;
        this.elements = elements;
    }

    final boolean isOf(Operations other) {
        return engine == other;
    }

    /** The elements; the reference stays this value's. */
    final Strided elements() {
        Strided found = elements;
        if (found == null) {
            throw new IllegalStateException("the tensor was used after it, or the scope that owned it, was closed; let it out with Scope.keep");
        }
        return found;
    }

    final void ownedBy(EngineScope scope) {
        owner = scope;
    }

    final boolean isOwnedBy(EngineScope scope) {
        return owner == scope;
    }

    /** Its gradient gathers at {@code to} while {@code by} is open. */
    final void track(Tape by, Track to) {
        tape = by;
        track = Optional.of(to);
    }

    /** Where its gradient gathers in a recording; empty where it depends on no variable, as far as this recording knows. */
    Optional<Track> trackOn(Tape open) {
        return tape == open ? track : Optional.empty();
    }

    /** What its owner's {@code close()} does. */
    void release() {
        free();
    }

    /** Gives the memory back; again, nothing. */
    synchronized void free() {
        if (elements != null) {
            elements.release();
            elements = null;
        }
    }
}
