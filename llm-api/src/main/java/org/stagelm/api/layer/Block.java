package org.stagelm.api.layer;

import org.stagelm.api.tensor.Tensor;

/** One of the layers a model stacks: [B, T, width] → the same shape. */
public abstract class Block extends Layer {

    protected Block(LayerContext context) {
        super(context);
    }

    public final Tensor apply(Tensor x, Pass pass) {
        return within(() -> forward(x, pass));
    }

    protected abstract Tensor forward(Tensor x, Pass pass);
}
