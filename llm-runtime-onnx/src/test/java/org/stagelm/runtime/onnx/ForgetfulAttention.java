package org.stagelm.runtime.onnx;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.AttentionComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Tensor;

/** Attention of one head without projections that asks for no memory, so that a model must see the whole text each time. */
public final class ForgetfulAttention extends Attention {

    private final int width;

    ForgetfulAttention(LayerContext context) {
        super(context);
        width = context.dimensions().width();
    }

    @Override
    protected Tensor forward(Tensor x, Pass pass) {
        Tensor head = x.reshape(x.dim(0), Dim.of(1), x.dim(1), Dim.of(width));
        Mask mask = new Mask(true, OptionalInt.empty(), pass.mask().visible());
        Attend attend = new Attend(head, head, head, Optional.empty(), Optional.empty(), Optional.empty(), mask, 1 / Math.sqrt(width),
                OptionalDouble.empty(), Optional.empty());
        return attend.compute().reshape(x.dim(0), x.dim(1), Dim.of(width));
    }

    public record Settings() {}

    /** Type {@code forgetful}; a service of the tests. */
    public static final class Plugin implements AttentionComponent<Settings> {

        @Override
        public String type() {
            return "forgetful";
        }

        @Override
        public Settings defaults() {
            return new Settings();
        }

        @Override
        public Attention create(Settings settings, LayerContext context) {
            return new ForgetfulAttention(context);
        }
    }
}
