package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Norm;
import org.stagelm.api.layer.NormComponent;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Tensor;

/** Subtracts the mean and divides by the standard deviation, then scales by a gain and adds a bias (Ba et al. 2016). */
public final class LayerNorm extends Norm {

    private final Parameter gain; // [width]
    private final Optional<Parameter> bias;
    private final double eps;

    LayerNorm(LayerContext context, Settings settings) {
        super(context);
        int width = context.dimensions().width();
        gain = context.parameter("weight", Role.GAIN, width);
        bias = settings.bias() ? Optional.of(context.parameter("bias", Role.BIAS, width)) : Optional.empty();
        eps = settings.eps();
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.layerNorm(gain.value(), bias.map(Parameter::value), eps);
    }

    public record Settings(
            @Setting(value = "added to the variance, against division by zero", above = 0) double eps,
            @Setting("adds a learned bias") boolean bias) {}

    /** Type {@code layer-norm}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(NormComponent.class)
    public static final class Plugin implements NormComponent<Settings> {

        @Override
        public String type() {
            return "layer-norm";
        }

        @Override
        public Settings defaults() {
            return new Settings(1e-5, true);
        }

        @Override
        public Norm create(Settings settings, LayerContext context) {
            return new LayerNorm(context, settings);
        }
    }
}
