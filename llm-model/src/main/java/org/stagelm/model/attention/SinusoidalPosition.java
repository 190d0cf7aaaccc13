package org.stagelm.model.attention;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Position;
import org.stagelm.api.layer.PositionComponent;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Tensor;

/** Adds waves of many lengths: sin(p / theta<sup>2i/width</sup>) at 2i, the cosine at 2i + 1 (Vaswani et al. 2017, section 3.5). */
public final class SinusoidalPosition extends Position {

    private final Parameter table; // [context, width]

    SinusoidalPosition(LayerContext context, Settings settings) {
        super(context);
        int width = context.dimensions().width();
        table = context.parameter("table", Role.CONSTANT, waves(width, settings.theta()), context.dimensions().context(), width);
    }

    /** In double precision and strict, hence the same table on every machine. */
    private static Initializer waves(int width, double theta) {
        return (key, index) -> {
            long position = index / width;
            long i = index % width / 2;
            double angle = position * StrictMath.pow(theta, -2.0 * i / width);
            return (float) (index % width % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
        };
    }

    @Override
    protected Tensor add(Tensor x, Tensor positions) {
        return x.add(table.rows(positions)); // [B, T, width] + [T, width] or [B, T, width]
    }

    public record Settings(@Setting(value = "the longest wave has 2π times this length", unit = "tokens", above = 1) double theta) {}

    /** Type {@code sinusoidal}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(PositionComponent.class)
    public static final class Plugin implements PositionComponent<Settings> {

        @Override
        public String type() {
            return "sinusoidal";
        }

        @Override
        public Settings defaults() {
            return new Settings(10000);
        }

        @Override
        public Position create(Settings settings, LayerContext context) {
            return new SinusoidalPosition(context, settings);
        }
    }
}
