package org.stagelm.nd4j;

import java.util.Optional;
import java.util.function.Function;
import org.stagelm.api.tensor.TensorHandle;
import org.stagelm.nd4j.kernel.PendingSum;
import org.stagelm.nd4j.memory.Strided;
import org.stagelm.nd4j.tape.Tape;
import org.stagelm.nd4j.tape.Track;

/** Elements behind a tensor, with their owner. Freed memory is never reached: whoever asks for it gets an exception. */
class Value implements TensorHandle {

    private final Operations engine;
    private volatile Strided elements;
    private PendingSum pending; // what the elements will be; guarded by this
    private EngineScope owner;
    private Tape tape;
    private Optional<Track> track = Optional.empty();

    /** Takes over one reference. */
    Value(Operations engine, Strided elements) {
        this.engine = engine;
        this.elements = elements;
    }

    /** Elements that are computed when somebody asks for them; takes over the references. */
    Value(Operations engine, PendingSum pending) {
        this.engine = engine;
        this.pending = pending;
        engine.pending().add(this);
    }

    final boolean isOf(Operations other) {
        return engine == other;
    }

    /** The elements; the reference stays this value's. */
    final Strided elements() {
        if (elements == null) {
            compute();
        }
        Strided found = elements;
        if (found == null) {
            throw new IllegalStateException("the tensor was used after it, or the scope that owned it, was closed; let it out with Scope.keep");
        }
        return found;
    }

    /** Fails where it is closed; computes nothing. */
    final synchronized void checkOpen() {
        if (pending == null) {
            elements();
        }
    }

    /** Computes elements that are pending. */
    final synchronized void compute() {
        if (pending != null) {
            PendingSum sum = pending;
            settle(engine.arithmetic().sum(sum.a(), sum.b().expand(sum.a().sizes())));
        }
    }

    /** Where the elements are pending, has a kernel compute them on its way, and gives its result. */
    final synchronized Optional<Strided> computeBy(Function<PendingSum, PendingSum.Outcome> kernel) {
        if (pending == null) {
            return Optional.empty();
        }
        PendingSum sum = pending;
        PendingSum.Outcome outcome = kernel.apply(sum);
        settle(outcome.sum());
        sum.release();
        return Optional.of(outcome.result());
    }

    private void settle(Strided computed) {
        engine.pending().remove(this);
        elements = computed;
        pending = null;
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
        if (pending != null) {
            pending.release();
            settle(null);
        }
        if (elements != null) {
            elements.release();
            elements = null;
        }
    }
}
