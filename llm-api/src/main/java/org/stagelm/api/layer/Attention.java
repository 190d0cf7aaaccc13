package org.stagelm.api.layer;

import org.stagelm.api.tensor.Tensor;

/** Lets positions see each other: [B, T, width] → the same shape. */
public abstract class Attention extends Layer {

    protected Attention(LayerContext context) {
        super(context);
    }

    public final Tensor apply(Tensor x, Pass pass) {
        return within(() -> forward(x, pass));
    }

    protected abstract Tensor forward(Tensor x, Pass pass);
}
