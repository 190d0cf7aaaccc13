package org.stagelm.api.tensor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A backend that computes: it uploads and reads values, records gradients and updates variables in place. */
public interface Engine extends Backend, AutoCloseable {

    /** The type name of the component that made it, such as {@code torch}. */
    String name();

    /** What it runs on, for logs: library, version, device, threads. */
    String description();

    // To and from the host

    /** A tensor of {@code type} from bytes in native order, beginning at the buffer's position. */
    Tensor upload(DType type, ByteBuffer bytes, long... shape);

    /** Copies the elements, row-major, in native byte order, into {@code to}. Waits for the value: the only call that does. */
    void read(Tensor tensor, ByteBuffer to);

    /** INT64 from ids. */
    Tensor ids(int[] values, long... shape);

    /** Reads any type as doubles. */
    double[] doubles(Tensor tensor);

    /** Reads a floating tensor as floats into {@code to}, beginning at 0. */
    void floats(Tensor tensor, float[] to);

    // Learning

    /** A leaf that recordings collect gradients for, with a copy of the values. No scope owns it: its owner closes it. */
    Tensor variable(Tensor values);

    /** A copy of the values that is never differentiated. No scope owns it: its owner closes it. */
    Tensor fixed(Tensor values);

    /** Opens a recording on this thread. */
    Recording record();

    /** How many recordings the engine runs best side by side; 1 where an operation uses all of its threads by itself. */
    default int lanes() {
        return 1;
    }

    /**
     * Runs tasks that record, each on one thread, and returns when all are done. The gradients they collect for one variable are added up; run again,
     * the sum has the same bits. What a task makes outside of a scope of its own is the caller's to close.
     *
     * @param tasks at most {@link #lanes()}; where one throws, the first failure is thrown when all have ended
     */
    default void sideBySide(List<Runnable> tasks) {
        tasks.forEach(Runnable::run);
    }

    /** The gradient collected for a variable so far. It stays the engine's: do not close it. */
    Optional<Tensor> gradient(Tensor variable);

    /** Forgets the gradients of these variables. */
    void clearGradients(List<Tensor> variables);

    /** Overwrites the values of {@code target}, which no recording is using, by those of {@code source}. */
    void assign(Tensor target, Tensor source);

    /**
     * Scales all gradients so that their global norm is at most {@code maxNorm} (Pascanu et al. 2013).
     *
     * @return the norm before; not finite where a gradient is not
     */
    double clipGradients(List<Tensor> variables, double maxNorm);

    /**
     * Adam for many variables at once, in place.
     *
     * @param moments for each variable its first and second moment, each of the variable's shape
     */
    default void adam(List<Tensor> variables, List<List<Tensor>> moments, AdamStep s) {
        double correction1 = 1 - Math.pow(s.beta1(), s.step());
        double correction2 = 1 - Math.pow(s.beta2(), s.step());
        for (int i = 0; i < variables.size(); i++) {
            Tensor value = variables.get(i);
            Optional<Tensor> found = gradient(value);
            if (found.isEmpty()) {
                continue;
            }
            try (Scope scope = scope()) {
                Tensor gradient = s.decoupled() || s.weightDecay() == 0 ? found.get() : found.get().add(value.mul(s.weightDecay()));
                Tensor m = moments.get(i).get(0);
                Tensor v = moments.get(i).get(1);
                assign(m, m.mul(s.beta1()).add(gradient.mul(1 - s.beta1())));
                assign(v, v.mul(s.beta2()).add(gradient.square().mul(1 - s.beta2())));
                Tensor change = m.div(correction1).div(v.div(correction2).sqrt().add(s.eps()));
                Tensor kept = s.decoupled() ? value.mul(1 - s.learningRate() * s.weightDecay()) : value;
                assign(value, kept.sub(change.mul(s.learningRate())));
            }
        }
    }

    /**
     * Frees what the engine itself holds; again, nothing. From then on its tensors, scopes and states can only be closed: all else is refused by an
     * IllegalStateException.
     */
    @Override
    void close();
}
