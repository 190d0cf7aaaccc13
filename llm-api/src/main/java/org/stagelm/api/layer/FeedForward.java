package org.stagelm.api.layer;

import org.stagelm.api.tensor.Tensor;

/** Works on each position alone: [B, T, width] → the same shape. */
public abstract class FeedForward extends Layer {

    protected FeedForward(LayerContext context) {
        super(context);
    }

    public final Tensor apply(Tensor x, Pass pass) {
        return within(() -> forward(x, pass));
    }

    protected abstract Tensor forward(Tensor x, Pass pass);
}
