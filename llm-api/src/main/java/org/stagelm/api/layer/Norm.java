package org.stagelm.api.layer;

import org.stagelm.api.tensor.Tensor;

/** Normalises the last axis: [..., width] → the same shape. */
public abstract class Norm extends Layer {

    protected Norm(LayerContext context) {
        super(context);
    }

    public final Tensor apply(Tensor x) {
        return within(() -> forward(x));
    }

    protected abstract Tensor forward(Tensor x);
}
