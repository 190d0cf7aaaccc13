package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import java.util.OptionalInt;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.FeedForward;
import org.stagelm.api.layer.FeedForwardComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Linear;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Tensor;

/** Two projections with an activation between them (Vaswani et al. 2017, section 3.3). */
public final class Mlp extends FeedForward {

    private final Linear up;
    private final Activation activation;
    private final Linear down;

    Mlp(LayerContext context, Settings settings) {
        super(context);
        int width = context.dimensions().width();
        int hidden = settings.hiddenIn(width);
        up = context.linear("up_proj", Role.MATRIX, width, hidden, settings.bias());
        activation = context.make(settings.activation());
        down = context.linear("down_proj", Role.RESIDUAL_MATRIX, hidden, width, settings.bias());
    }

    @Override
    protected Tensor forward(Tensor x, Pass pass) {
        return down.apply(activation.apply(up.apply(x)));
    }

    public record Settings(
            @Setting(value = "width between the projections; 4 · width where not given", min = 1) OptionalInt hidden,
            @Setting("function between the projections") Choice<Activation> activation,
            @Setting("projections have a bias") boolean bias) {

        public int hiddenIn(int width) {
            return hidden.orElse(4 * width);
        }
    }

    /** Type {@code mlp}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(FeedForwardComponent.class)
    public static final class Plugin implements FeedForwardComponent<Settings> {

        @Override
        public String type() {
            return "mlp";
        }

        @Override
        public Settings defaults() {
            return new Settings(OptionalInt.empty(), Choice.of("gelu"), true);
        }

        @Override
        public FeedForward create(Settings settings, LayerContext context) {
            return new Mlp(context, settings);
        }
    }
}
