package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import java.util.OptionalInt;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.FeedForward;
import org.stagelm.api.layer.FeedForwardComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Linear;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Tensor;

/** down(silu(gate(x)) · up(x)): one projection gates the other (Shazeer 2020, eq. 6). */
public final class SwiGlu extends FeedForward {

    private final Linear gate;
    private final Linear up;
    private final Linear down;

    SwiGlu(LayerContext context, Settings settings) {
        super(context);
        int width = context.dimensions().width();
        int hidden = settings.hiddenIn(width);
        gate = context.linear("gate_proj", Role.MATRIX, width, hidden, settings.bias());
        up = context.linear("up_proj", Role.MATRIX, width, hidden, settings.bias());
        down = context.linear("down_proj", Role.RESIDUAL_MATRIX, hidden, width, settings.bias());
    }

    @Override
    protected Tensor forward(Tensor x, Pass pass) {
        return down.apply(gate.apply(x).silu().mul(up.apply(x)));
    }

    public record Settings(
            @Setting(value = "width between the projections; 8/3 · width, up to a multiple of 32, where not given", min = 1) OptionalInt hidden,
            @Setting("projections have a bias") boolean bias) {

        /** By default three matrices of this width have about as many numbers as the two of an mlp with 4 · width. */
        public int hiddenIn(int width) {
            return hidden.orElse((8 * width + 95) / 96 * 32);
        }
    }

    /** Type {@code swiglu}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(FeedForwardComponent.class)
    public static final class Plugin implements FeedForwardComponent<Settings> {

        @Override
        public String type() {
            return "swiglu";
        }

        @Override
        public Settings defaults() {
            return new Settings(OptionalInt.empty(), false);
        }

        @Override
        public FeedForward create(Settings settings, LayerContext context) {
            return new SwiGlu(context, settings);
        }
    }
}
