package org.stagelm.api.layer;

import java.util.Arrays;
import org.stagelm.api.tensor.Tensor;

/**
 * A parameter: declared when the layer is built, bound to a value on an engine later. So parameters can be counted, loaded in one pass and given the same
 * first values on every engine.
 */
public final class Parameter {

    private final String path;
    private final Role role;
    private final Initializer initializer;
    private final long[] shape;
    private Tensor value;

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

    /** The value on the engine the model was bound to. */
    public Tensor value() {
        if (value == null) {
            throw new IllegalStateException("parameter " + path + " has no value yet: initialise or load the model first");
        }
        return value;
    }

    /** Called by whoever owns the model's memory. */
    public void bind(Tensor value) {
        this.value = value;
    }

    @Override
    public String toString() {
        return path + " " + Arrays.toString(shape) + " " + role;
    }
}
