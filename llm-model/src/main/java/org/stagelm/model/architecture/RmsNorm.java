package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Norm;
import org.stagelm.api.layer.NormComponent;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Tensor;

/** Divides by the root mean square, then scales by a gain: layer norm without its mean and bias, and as good (Zhang and Sennrich 2019). */
public final class RmsNorm extends Norm {

    private final Parameter gain; // [width]
    private final double eps;
    private final boolean unitOffset;

    RmsNorm(LayerContext context, Settings settings) {
        super(context);
        int width = context.dimensions().width();
        gain = settings.unitOffset() ? context.parameter("weight", Role.GAIN, Initializer.constant(0), width)
                : context.parameter("weight", Role.GAIN, width);
        eps = settings.eps();
        unitOffset = settings.unitOffset();
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.rmsNorm(unitOffset ? gain.stored().add(1).cast(x.type()) : gain.value(), eps); // a narrow type would lose what is added to 1
    }

    public record Settings(
            @Setting(value = "added to the mean square, against division by zero", above = 0) double eps,
            @Setting("scales by 1 + gain, and the gain begins at 0, as in Gemma") boolean unitOffset) {}

    /** Type {@code rms-norm}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(NormComponent.class)
    public static final class Plugin implements NormComponent<Settings> {

        @Override
        public String type() {
            return "rms-norm";
        }

        @Override
        public Settings defaults() {
            return new Settings(1e-5, false);
        }

        @Override
        public Norm create(Settings settings, LayerContext context) {
            return new RmsNorm(context, settings);
        }
    }
}
