package org.stagelm.model.architecture;

import java.util.OptionalInt;
import org.stagelm.api.layer.FeedForward;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Linear;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Tensor;

/** down(f(gate(x)) · up(x)): one projection gates the other (Shazeer 2020, eq. 6). */
public abstract class GatedFeedForward extends FeedForward {

    private final Linear gate;
    private final Linear up;
    private final Linear down;

    protected GatedFeedForward(LayerContext context, int hidden, boolean bias) {
        super(context);
        int width = context.dimensions().width();
        gate = context.linear("gate_proj", Role.MATRIX, width, hidden, bias);
        up = context.linear("up_proj", Role.MATRIX, width, hidden, bias);
        down = context.linear("down_proj", Role.RESIDUAL_MATRIX, hidden, width, bias);
    }

    /** f, elementwise. */
    protected abstract Tensor activate(Tensor gate);

    @Override
    protected final Tensor forward(Tensor x, Pass pass) {
        return down.apply(activate(gate.apply(x)).mul(up.apply(x)));
    }

    /** By default three matrices of this width have about as many numbers as the two of an mlp with 4 · width. */
    static int hiddenIn(OptionalInt hidden, int width) {
        return hidden.orElse((8 * width + 95) / 96 * 32);
    }
}
