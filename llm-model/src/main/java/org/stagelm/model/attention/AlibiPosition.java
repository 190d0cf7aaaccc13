package org.stagelm.model.attention;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.layer.Position;
import org.stagelm.api.layer.PositionComponent;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Backend;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Tensor;

/** Attention with linear biases (Press et al. 2022): a score falls by the head's slope for each token between query and key. */
public final class AlibiPosition extends Position {

    private final Parameter slopes; // [heads]

    AlibiPosition(LayerContext context) {
        super(context);
        int heads = context.dimensions().heads();
        slopes = context.parameter("slopes", Role.CONSTANT, Initializer.of(slopes(heads)), heads);
    }

    /** 2<sup>−8i/n</sup> for i = 1 … n where n is a power of two; else those of the next lower one, and every second of the next higher. */
    static float[] slopes(int heads) {
        int power = Integer.highestOneBit(heads);
        float[] slopes = new float[heads];
        for (int i = 0; i < heads; i++) {
            double share = i < power ? (i + 1.0) / power : (2 * (i - power) + 1.0) / (2 * power);
            slopes[i] = (float) StrictMath.pow(2, -8 * share);
        }
        return slopes;
    }

    /** [1, H, T, S]: −slope · (i − j) for the query i and the key j; in the engine's type only at last, since near distances are small differences. */
    @Override
    public Optional<Tensor> bias(Pass pass) {
        Dim queries = pass.positions().dim(-1);
        Tensor distances = fromEnd(pass, pass.keys(), Dim.of(1), pass.keys()).sub(fromEnd(pass, queries, queries, Dim.of(1)));
        Tensor byHead = slopes.stored().reshape(Dim.of(1), slopes.stored().dim(0), Dim.of(1), Dim.of(1));
        return Optional.of(distances.cast(byHead.type()).mul(byHead).cast(pass.positions().backend().floatType()));
    }

    /** 1 − n … 0 for n numbers, in a shape [1, 1, rows, columns] of as many. */
    private static Tensor fromEnd(Pass pass, Dim count, Dim rows, Dim columns) {
        Backend backend = pass.positions().backend();
        Dim one = Dim.of(1);
        Tensor last = backend.arange(count, one).sub(1).reshape(one, one, one, one);
        return backend.arange(Dim.of(0), count).reshape(one, one, rows, columns).sub(last);
    }

    public record Settings() {}

    /** Type {@code alibi}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(PositionComponent.class)
    public static final class Plugin implements PositionComponent<Settings> {

        @Override
        public String type() {
            return "alibi";
        }

        @Override
        public Settings defaults() {
            return new Settings();
        }

        @Override
        public void check(Settings settings, Dimensions d, Problems problems) {
            if (d.layers() > 0 && d.heads() == 0) {
                problems.add("", "alibi gives each head a slope, but this attention has no heads: choose another position or attention");
            }
        }

        @Override
        public Position create(Settings settings, LayerContext context) {
            return new AlibiPosition(context);
        }
    }
}
