package org.stagelm.api.layer;

import java.util.Optional;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Tensor;

/** How a model knows where a token stands. Each kind uses one of three hooks. */
public abstract class Position extends Layer {

    protected Position(LayerContext context) {
        super(context);
    }

    /** Adds to the token embeddings [B, T, width]. */
    public final Tensor embed(Tensor x, Tensor positions) {
        return within(() -> add(x, positions));
    }

    protected Tensor add(Tensor x, Tensor positions) {
        return x;
    }

    /** Tables by which queries and keys are rotated. */
    public Optional<Rotary> rotary(Tensor positions) {
        return Optional.empty();
    }

    /** The same for attentions that look at a window, where they differ. */
    public Optional<Rotary> localRotary(Tensor positions) {
        return Optional.empty();
    }

    /** What is added to the attention scores; broadcasts to [B, H, T, S]. */
    public Optional<Tensor> bias(Pass pass) {
        return Optional.empty();
    }
}
