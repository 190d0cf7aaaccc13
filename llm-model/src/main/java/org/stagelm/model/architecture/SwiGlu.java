package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import java.util.OptionalInt;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.FeedForward;
import org.stagelm.api.layer.FeedForwardComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.tensor.Tensor;

/** down(silu(gate(x)) · up(x)) (Shazeer 2020, eq. 6), as Llama. */
public final class SwiGlu extends GatedFeedForward {

    SwiGlu(LayerContext context, Settings settings) {
        super(context, settings.hiddenIn(context.dimensions().width()), settings.bias());
    }

    @Override
    protected Tensor activate(Tensor gate) {
        return gate.silu();
    }

    public record Settings(
            @Setting(value = "width between the projections; 8/3 · width, up to a multiple of 32, where not given", min = 1) OptionalInt hidden,
            @Setting("projections have a bias") boolean bias) {

        public int hiddenIn(int width) {
            return GatedFeedForward.hiddenIn(hidden, width);
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
