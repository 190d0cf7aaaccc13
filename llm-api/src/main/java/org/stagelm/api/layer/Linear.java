package org.stagelm.api.layer;

import org.stagelm.api.tensor.Tensor;

/** A projection of the last axis: [..., in] → [..., out]. */
public abstract class Linear extends Layer {

    protected Linear(LayerContext context) {
        super(context);
    }

    public final Tensor apply(Tensor x) {
        return within(() -> forward(x));
    }

    protected abstract Tensor forward(Tensor x);
}
