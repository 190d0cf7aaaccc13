package org.stagelm.examples.norm;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Norm;
import org.stagelm.api.layer.NormComponent;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Tensor;

/** {@code "norm": "scale-norm"}: x · gain / ‖x‖, with one gain for all dimensions (Nguyen and Salazar 2019, eq. 6). */
public final class ScaleNorm extends Norm {

    private final Parameter gain; // [1]
    private final double eps;

    ScaleNorm(LayerContext context, Settings settings) {
        super(context);
        gain = context.parameter("gain", Role.GAIN, Initializer.constant(Math.sqrt(context.dimensions().width())), 1);
        eps = settings.eps();
    }

    @Override
    protected Tensor forward(Tensor x) { // [B, T, width]
        return x.div(x.square().sum(-1, true).add(eps).sqrt()).mul(gain.value());
    }

    public record Settings(@Setting(value = "added to the squared length, against division by zero", above = 0) double eps) {}

    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(NormComponent.class)
    public static final class Plugin implements NormComponent<Settings> {

        @Override
        public String type() {
            return "scale-norm";
        }

        @Override
        public Settings defaults() {
            return new Settings(1e-5);
        }

        @Override
        public Norm create(Settings settings, LayerContext context) {
            return new ScaleNorm(context, settings);
        }
    }
}
