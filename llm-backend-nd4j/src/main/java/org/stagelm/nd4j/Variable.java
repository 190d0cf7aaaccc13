package org.stagelm.nd4j;

import java.util.Optional;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.nd4j.memory.Strided;
import org.stagelm.nd4j.tape.Gathering;
import org.stagelm.nd4j.tape.Leaf;
import org.stagelm.nd4j.tape.Tape;
import org.stagelm.nd4j.tape.Track;

/** A value that recordings collect a gradient for. It belongs to whoever asked for it; the tensor that shows its gradient belongs to it. */
final class Variable extends Value {

    private final Leaf leaf;
    private Lent shown;

    Variable(Operations engine, Strided elements, Gathering gathering) {
        super(engine, elements);
        this.leaf = new Leaf(gathering);
    }

    static Variable of(Tensor tensor) {
        if (tensor.handle() instanceof Variable variable) {
            return variable;
        }
        throw new IllegalArgumentException(tensor + " is not a variable");
    }

    @Override
    Optional<Track> trackOn(Tape open) {
        return Optional.of(leaf);
    }

    Optional<Strided> gradient() {
        elements(); // fails where it is closed
        return leaf.gradient();
    }

    /** The gradient as a tensor that is not the caller's to close. */
    synchronized Optional<Tensor> showGradient(Operations engine, Tensor variable) {
        Optional<Strided> found = gradient();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        hideGradient(); // the one shown before may be of memory that is no longer the gradient's
        shown = new Lent(engine, found.get().retain());
        return Optional.of(new Tensor(engine, variable.shape(), variable.type(), shown));
    }

    private void hideGradient() {
        if (shown != null) {
            shown.free();
            shown = null;
        }
    }

    synchronized void clearGradient() {
        elements(); // fails where it is closed
        forgetGradient();
    }

    private void forgetGradient() {
        hideGradient();
        leaf.clear();
    }

    @Override
    synchronized void free() {
        forgetGradient();
        super.free();
    }

    private static final class Lent extends Value {

        Lent(Operations engine, Strided elements) {
            super(engine, elements);
        }

        @Override
        void release() {
            // the variable frees it
        }
    }
}
