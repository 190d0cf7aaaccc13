package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stagelm.testkit.TestTensors.assertClose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** {@link Tensor#recompute} changes no value and no gradient, whatever an engine does of it. */
public interface RecomputeContract extends EngineUnderTest {

    /** A loss from x [3, 4] and W [4, 4], in which {@code part} wraps what is recomputed or not. */
    interface Network {
        Tensor loss(Tensor x, Tensor weight, BiFunction<Tensor, UnaryOperator<Tensor>, Tensor> part);
    }

    /** One block: W is used in it, and the input twice. */
    private static Tensor block(String name, Tensor x, Tensor weight) {
        return LayerPath.within(name, () -> x.add(x.linear(weight, Optional.empty()).gelu().dropout(
                Optional.of(new Dropout(0.3, new RandomKey(7).derive(LayerPath.current()))))));
    }

    private static Tensor total(Tensor x) {
        return x.square().reshape(Dim.of(x.shape().elements())).sum(0, false);
    }

    @Test
    default void aChainWithDropoutHasTheSameBits() {
        assertSame((x, w, part) -> {
            Tensor first = part.apply(x, t -> block("first", t, w));
            return total(part.apply(first, t -> block("second", t, w)));
        }, true);
    }

    @Test
    default void nestedHasTheSameBits() {
        assertSame((x, w, part) -> total(part.apply(x, t -> {
            Tensor inner = part.apply(t, s -> block("inner", s, w));
            return block("outer", inner, w);
        })), true);
    }

    @Test
    default void anInputMayBeUsedOutsideAndTwice() {
        assertSame((x, w, part) -> {
            Tensor before = x.tanh().mul(x);
            Tensor a = part.apply(before, t -> block("a", t, w));
            Tensor b = part.apply(before, t -> block("b", t, w));
            return total(before.exp().mul(a).add(b.mul(before)).add(a));
        }, false);
    }

    @Test
    default void aBodyMayGiveAnotherShapeItsInputOrAScalar() {
        assertSame((x, w, part) -> {
            Tensor same = part.apply(x, t -> t);
            Tensor row = part.apply(same.tanh(), t -> t.mul(t).sum(0, false));
            Tensor number = part.apply(row.sum(0, false), t -> t.exp().mul(0.01));
            return number.add(total(same.mul(row))).add(total(part.apply(x, t -> w)));
        }, false);
    }

    @Test
    default void variablesInTheBodyGetGradientsWhereTheInputDependsOnNone() {
        assertSame((x, w, part) -> {
            Tensor fixed = TestTensors.normal(engine(), 3, 3, 4);
            return total(part.apply(fixed, t -> block("fixed", t, w)).add(x));
        }, true);
    }

    @Test
    default void scopesAroundItMayCloseBeforeItGoesBack() {
        Engine engine = engine();
        assertSame((x, w, part) -> {
            Tensor y = x;
            for (int i = 0; i < 4; i++) {
                String name = "layer" + i;
                try (Scope scope = engine.scope()) {
                    y = scope.keep(part.apply(y, t -> block(name, t, w)));
                }
            }
            return total(y);
        }, false);
    }

    @Test
    default void theBodyRunsUnderItsLayersPathEachTime() {
        Engine engine = engine();
        List<String> paths = new ArrayList<>();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.normal(engine, 1, 3)); Recording recording = engine.record()) {
            Tensor y = LayerPath.within("layers.3", () -> x.recompute(t -> {
                paths.add(LayerPath.current());
                return t.exp();
            }));
            recording.backward(total(y), 1);
        }
        assertThat(paths).isNotEmpty().containsOnly("layers.3");
    }

    @Test
    default void withoutARecordingItRunsOnce() {
        Engine engine = engine();
        AtomicInteger runs = new AtomicInteger();
        try (Scope scope = engine.scope()) {
            Tensor x = TestTensors.of(engine, new double[] {1, 2}, 2);
            Tensor y = x.recompute(t -> {
                runs.incrementAndGet();
                return t.mul(2);
            });
            assertThat(engine.doubles(y)).containsExactly(2, 4);
        }
        assertThat(runs).hasValue(1);
    }

    @Test
    default void anExceptionInTheBodyLeavesTheEngineUsable() {
        Engine engine = engine();
        for (int failing = 1; failing <= 2; failing++) {
            int at = failing;
            AtomicInteger runs = new AtomicInteger();
            try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.normal(engine, 1, 3)); Recording recording = engine.record()) {
                Function<Tensor, Tensor> run = t -> t.recompute(u -> u.recompute(v -> {
                    Tensor y = v.exp();
                    if (runs.incrementAndGet() >= at) {
                        throw new ArithmeticException("of the body");
                    }
                    return y;
                }));
                assertThatThrownBy(() -> {
                    recording.backward(total(run.apply(x)), 1);
                    throw new ArithmeticException("of the body, which this engine runs once");
                }).isInstanceOf(ArithmeticException.class).hasMessageContaining("of the body");
            }
            aChainWithDropoutHasTheSameBits();
        }
    }

    /**
     * @param bits false where more than two gradients meet, which an engine may add in another order
     */
    private void assertSame(Network network, boolean bits) {
        List<double[]> plain = run(network, (x, body) -> body.apply(x));
        List<double[]> recomputed = run(network, Tensor::recompute);
        assertThat(recomputed.get(0)).as("loss").isEqualTo(plain.get(0));
        for (int i = 1; i < plain.size(); i++) {
            assertClose("gradient " + i, recomputed.get(i), plain.get(i), bits ? 0 : gradientTolerance());
        }
    }

    /** The loss, and the gradients of x and W. */
    private List<double[]> run(Network network, BiFunction<Tensor, UnaryOperator<Tensor>, Tensor> part) {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.normal(engine, 1, 3, 4));
                Tensor weight = engine.variable(TestTensors.normal(engine, 2, 4, 4))) {
            try (Recording recording = engine.record()) {
                Tensor loss = network.loss(x, weight, part);
                double[] value = engine.doubles(loss);
                recording.backward(loss, 1);
                return List.of(value, CaseRun.gradient(engine, x), CaseRun.gradient(engine, weight));
            }
        }
    }
}
