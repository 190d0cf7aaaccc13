package org.stagelm.model.attention;

import com.google.auto.service.AutoService;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Position;
import org.stagelm.api.layer.PositionComponent;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Tensor;

/**
 * Rotary position embedding (Su et al. 2021, eq. 15): at position p the i-th pair of the R rotated dimensions of every query and key turns by the
 * angle p · theta<sup>−2i/R</sup>, so that their product depends on their distance alone.
 */
public final class RotaryPosition extends Position {

    private final Table all;
    private final Optional<Table> local;
    private final boolean interleaved;

    RotaryPosition(LayerContext context, Settings settings) {
        super(context);
        int pairs = settings.rotated(context.dimensions().headSize()) / 2;
        double[] frequencies = settings.scaling().isPresent()
                ? settings.scaling().get().frequencies(pairs, settings.theta(), context.dimensions().context())
                : RopeScaling.plain(pairs, settings.theta());
        all = new Table(context, "", frequencies, settings.scaling().map(RopeScaling::amplitude).orElse(1.0));
        local = settings.localTheta().isEmpty() ? Optional.empty()
                : Optional.of(new Table(context, "local_", RopeScaling.plain(pairs, settings.localTheta().getAsDouble()), 1));
        interleaved = settings.interleaved();
    }

    @Override
    public Optional<Rotary> rotary(Tensor positions) {
        return Optional.of(all.rows(positions, interleaved));
    }

    @Override
    public Optional<Rotary> localRotary(Tensor positions) {
        return local.map(table -> table.rows(positions, interleaved));
    }

    /** Cosine and sine of each position's angles: [context, R/2]. */
    private static final class Table {

        private final Parameter cos;
        private final Parameter sin;

        Table(LayerContext context, String prefix, double[] frequencies, double amplitude) {
            int positions = context.dimensions().context();
            cos = context.parameter(prefix + "cos", Role.CONSTANT, values(frequencies, amplitude, StrictMath::cos), positions, frequencies.length);
            sin = context.parameter(prefix + "sin", Role.CONSTANT, values(frequencies, amplitude, StrictMath::sin), positions, frequencies.length);
        }

        /** In double precision and strict, hence the same table on every machine. */
        private static Initializer values(double[] frequencies, double amplitude, DoubleUnaryOperator wave) {
            return (key, index) -> {
                long position = index / frequencies.length;
                int pair = (int) (index % frequencies.length);
                return (float) (amplitude * wave.applyAsDouble(position * frequencies[pair]));
            };
        }

        Rotary rows(Tensor positions, boolean interleaved) {
            return new Rotary(cos.rows(positions), sin.rows(positions), interleaved);
        }
    }

    /** @param interleaved see {@link Rotary#interleaved()} */
    public record Settings(
            @Setting(value = "base of the angles: larger turns more slowly, for longer contexts", above = 1) double theta,
            @Setting("pairs are neighbours (2i, 2i+1) as in the paper; false: (i, i + R/2) as in Hugging Face's models") boolean interleaved,
            @Setting(value = "share of each head's dimensions that is rotated", above = 0, max = 1) double fraction,
            @Setting("changes the angles for longer texts than the model was trained on") Optional<RopeScaling> scaling,
            @Setting(value = "base of the angles, never scaled, for attentions that look at a window; theta where not given", above = 1)
            OptionalDouble localTheta) {

        /** R: how many dimensions of a head are rotated. */
        int rotated(int headSize) {
            return (int) (headSize * fraction);
        }
    }

    /** Type {@code rope}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(PositionComponent.class)
    public static final class Plugin implements PositionComponent<Settings> {

        @Override
        public String type() {
            return "rope";
        }

        @Override
        public Settings defaults() {
            return new Settings(10000, false, 1, Optional.empty(), OptionalDouble.empty());
        }

        @Override
        public void check(Settings settings, Dimensions d, Problems problems) {
            settings.scaling().filter(s -> s.type() == RopeScaling.Kind.LLAMA3 && s.highFrequencyFactor() <= s.lowFrequencyFactor())
                    .ifPresent(s -> problems.add("scaling.highFrequencyFactor", "must be above lowFrequencyFactor"));
            int rotated = settings.rotated(d.headSize());
            if (d.headSize() == 0 || rotated > 0 && rotated % 2 == 0) {
                return;
            }
            if (settings.fraction() == 1) {
                problems.add("", "rope turns pairs of numbers, so the head size must be even, but with width " + d.width() + " and " + d.heads()
                        + " heads it is " + d.headSize() + ": change the width, attention.heads or attention.headSize");
            } else {
                problems.add("fraction", "rope turns pairs of numbers, but " + settings.fraction() + " of the head size " + d.headSize() + " is "
                        + rotated + ": choose a fraction that leaves an even number, at least 2");
            }
        }

        @Override
        public Position create(Settings settings, LayerContext context) {
            return new RotaryPosition(context, settings);
        }
    }
}
