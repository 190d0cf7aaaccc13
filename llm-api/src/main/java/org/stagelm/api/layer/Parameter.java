package org.stagelm.api.layer;

import java.util.Arrays;
import org.stagelm.api.tensor.Tensor;

/**
 * A parameter: declared when the layer is built, bound to a value on an engine later. So parameters can be counted, loaded in one pass and given the same
 * first values on every engine.
 *
 * <p>A backend that computes in a narrow type, such as bfloat16, still trains parameters of float32: a step changes a weight by less than the narrow
 * type can tell apart. A layer computes with {@link #value()}; {@link #stored()} is for what changes, saves or reads parameters. Where the types are
 * the same, both are one tensor.
 */
public final class Parameter {

    private final String path;
    private final Role role;
    private final Initializer initializer;
    private final long[] shape;
    private Tensor stored;

    public Parameter(String path, Role role, Initializer initializer, long... shape) {
        this.path = path;
        this.role = role;
        this.initializer = initializer;
        this.shape = shape.clone();
    }

    /** Unique in the model, such as {@code layers.3.attn.q_proj.weight}. */
    public String path() {
        return path;
    }

    public Role role() {
        return role;
    }

    public Initializer initializer() {
        return initializer;
    }

    public long[] shape() {
        return shape.clone();
    }

    public long elements() {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** False for constants, which are neither trained nor saved. */
    public boolean trainable() {
        return role != Role.CONSTANT;
    }

    /**
     * The value in the type that the backend computes in; gradients pass through it to the stored one. Where the types differ, each call casts it, and
     * the result belongs to the innermost scope.
     */
    public Tensor value() {
        Tensor from = stored();
        return from.cast(from.backend().floatType());
    }

    /** Rows of {@link #value()} at {@code ids}, as {@link Tensor#gather}; only they are cast, and gradients add up in the stored type. */
    public Tensor rows(Tensor ids) {
        Tensor from = stored();
        return from.gather(ids).cast(from.backend().floatType());
    }

    /** What lives on the engine the model was bound to: what gradients are collected for and optimizers change. */
    public Tensor stored() {
        if (stored == null) {
            throw new IllegalStateException("parameter " + path + " has no value yet: initialise or load the model first");
        }
        return stored;
    }

    /** Called by whoever owns the model's memory. */
    public void bind(Tensor stored) {
        this.stored = stored;
    }

    @Override
    public String toString() {
        return path + " " + Arrays.toString(shape) + " " + role;
    }
}
