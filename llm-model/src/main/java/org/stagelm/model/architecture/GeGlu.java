package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import java.util.OptionalInt;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.FeedForward;
import org.stagelm.api.layer.FeedForwardComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.tensor.Tensor;

/** down(gelu(gate(x)) · up(x)): {@link SwiGlu} with another activation (Shazeer 2020, eq. 6), as Gemma. */
public final class GeGlu extends GatedFeedForward {

    private final Activation activation;

    GeGlu(LayerContext context, Settings settings) {
        super(context, settings.hiddenIn(context.dimensions().width()), settings.bias());
        activation = context.make(settings.activation());
    }

    @Override
    protected Tensor activate(Tensor gate) {
        return activation.apply(gate);
    }

    public record Settings(
            @Setting(value = "width between the projections; 8/3 · width, up to a multiple of 32, where not given", min = 1) OptionalInt hidden,
            @Setting("function of the gate") Choice<Activation> activation,
            @Setting("projections have a bias") boolean bias) {

        public int hiddenIn(int width) {
            return GatedFeedForward.hiddenIn(hidden, width);
        }
    }

    /** Type {@code geglu}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(FeedForwardComponent.class)
    public static final class Plugin implements FeedForwardComponent<Settings> {

        @Override
        public String type() {
            return "geglu";
        }

        @Override
        public Settings defaults() {
            return new Settings(OptionalInt.empty(), Choice.of("gelu-tanh"), false);
        }

        @Override
        public FeedForward create(Settings settings, LayerContext context) {
            return new GeGlu(context, settings);
        }
    }
}
