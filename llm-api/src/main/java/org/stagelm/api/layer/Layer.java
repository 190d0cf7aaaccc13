package org.stagelm.api.layer;

import java.util.function.Supplier;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.Tensor;

/** A part of a model with a path, such as {@code layers.3.attn}. */
public abstract class Layer {

    private final String path;

    protected Layer(LayerContext context) {
        this.path = context.path();
    }

    public final String path() {
        return path;
    }

    /** Runs {@code forward} under this layer's path. */
    protected final Tensor within(Supplier<Tensor> forward) {
        return LayerPath.within(path, forward);
    }
}
