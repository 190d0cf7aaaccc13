package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stagelm.testkit.TestTensors.assertClose;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;
import org.stagelm.testkit.operations.OperationCase;

/** Every operation passes back the gradients that the reference engine does, and recordings collect them as {@link Recording} says. */
public interface GradientsContract extends EngineUnderTest {

    @TestFactory
    default Stream<DynamicTest> gradientsEqualTheReferenceAndAreTheSameEachTime() {
        return CaseRun.each(OperationCase::isDifferentiable, c -> {
            CaseRun run = new CaseRun(c, engine());
            List<double[]> expected = run.gradients(CaseRun.REFERENCE);
            List<double[]> actual = run.gradients(engine());
            List<double[]> again = run.gradients(engine());
            assertThat(actual).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertClose("variable " + i, actual.get(i), expected.get(i), gradientTolerance());
                assertThat(again.get(i)).as("a second run").isEqualTo(actual.get(i));
            }
        });
    }

    @Test
    default void gradientsAddUpOverRecordingsEachWithItsScale() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.of(engine, new double[] {1, -2, 3}, 3))) {
            for (double scale : new double[] {0.5, 2}) {
                try (Recording recording = engine.record()) {
                    recording.backward(x.square().sum(0, false), scale);
                }
            }
            assertClose("2.5 · 2x", CaseRun.gradient(engine, x), new double[] {5, -10, 15}, valueTolerance());
        }
    }

    @Test
    default void clearedGradientsAreGone() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.of(engine, new double[] {1, 2}, 2))) {
            assertThat(engine.gradient(x)).as("before any recording").isEmpty();
            backward(engine, x, Tensor::square);
            assertThat(engine.gradient(x)).isPresent();
            engine.clearGradients(List.of(x));
            assertThat(engine.gradient(x).map(engine::doubles).orElse(new double[2])).containsOnly(0);
            backward(engine, x, t -> t.mul(3));
            assertThat(CaseRun.gradient(engine, x)).containsExactly(3, 3);
        }
    }

    @Test
    default void aGradientHasTheShapeAndTypeOfItsVariable() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.normal(engine, 1, 2, 3))) {
            backward(engine, x, t -> t.reshape(t.dim(1), t.dim(0)).exp());
            Tensor gradient = engine.gradient(x).orElseThrow();
            assertThat(gradient.shape()).isEqualTo(x.shape());
            assertThat(gradient.type()).isEqualTo(x.type());
        }
    }

    @Test
    default void variablesThatDidNotTakePartGetNoGradient() {
        Engine engine = engine();
        try (Scope scope = engine.scope();
                Tensor x = engine.variable(TestTensors.normal(engine, 1, 3));
                Tensor y = engine.variable(TestTensors.normal(engine, 2, 3))) {
            try (Recording recording = engine.record()) {
                y.exp();
                recording.backward(x.sum(0, false), 1);
            }
            assertThat(CaseRun.gradient(engine, y)).containsOnly(0);
        }
    }

    @Test
    default void nothingIsDifferentiatedOutsideOfARecording() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.of(engine, new double[] {1, 2}, 2))) {
            Tensor before = x.mul(10);
            try (Recording recording = engine.record()) {
                recording.backward(before.mul(x).sum(0, false), 1);
            }
            assertClose("10x is a constant here", CaseRun.gradient(engine, x), new double[] {10, 20}, valueTolerance());
        }
    }

    @Test
    default void fixedTensorsAreNotDifferentiated() {
        Engine engine = engine();
        try (Scope scope = engine.scope();
                Tensor x = engine.variable(TestTensors.of(engine, new double[] {1, 2}, 2));
                Tensor c = engine.fixed(TestTensors.of(engine, new double[] {3, 5}, 2))) {
            try (Recording recording = engine.record()) {
                recording.backward(x.mul(c).sum(0, false), 1);
            }
            assertThat(CaseRun.gradient(engine, x)).containsExactly(3, 5);
        }
    }

    @Test
    default void anInnerScopeMayCloseBeforeBackward() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.of(engine, new double[] {1, 2}, 2))) {
            try (Recording recording = engine.record()) {
                Tensor y;
                try (Scope inner = engine.scope()) {
                    y = inner.keep(x.square().mul(x)); // the square is freed with the scope, its values are still needed
                }
                recording.backward(y.sum(0, false), 1);
            }
            assertClose("3x²", CaseRun.gradient(engine, x), new double[] {3, 12}, gradientTolerance());
        }
    }

    @Test
    default void aRecordingGoesBackOnce() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.normal(engine, 1, 3)); Recording recording = engine.record()) {
            Tensor loss = x.square().sum(0, false);
            recording.backward(loss, 1);
            assertThatThrownBy(() -> recording.backward(loss, 1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    default void onlyAScalarCanBeALoss() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.normal(engine, 1, 3)); Recording recording = engine.record()) {
            assertThatThrownBy(() -> recording.backward(x.square(), 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[3]");
        }
    }

    @Test
    default void equalElementsShareTheGradientOfTheirMaximum() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.of(engine, new double[] {1, 3, 3, 2}, 4))) {
            backward(engine, x, t -> t.max(0, true));
            assertThat(CaseRun.gradient(engine, x)).containsExactly(0, 0.5, 0.5, 0);
        }
    }

    @Test
    default void maximumSharesTheGradientOfEqualElements() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.of(engine, new double[] {1, 3, 5}, 3))) {
            backward(engine, x, t -> t.maximum(engine.constant(new float[] {3})));
            assertThat(CaseRun.gradient(engine, x)).containsExactly(0, 0.5, 1);
        }
    }

    @Test
    default void reluAndAbsPassNothingBackAtZero() {
        Engine engine = engine();
        for (UnaryOperator<Tensor> kinked : List.<UnaryOperator<Tensor>>of(Tensor::relu, Tensor::abs)) {
            try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.of(engine, new double[] {0, 2}, 2))) {
                backward(engine, x, kinked);
                assertThat(CaseRun.gradient(engine, x)).containsExactly(0, 1);
            }
        }
    }

    @Test
    default void rowsThatAreGatheredTwiceGetBothGradients() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor table = engine.variable(TestTensors.normal(engine, 1, 3, 2))) {
            Tensor ids = engine.ids(new int[] {2, 0, 2}, 3);
            backward(engine, table, t -> t.gather(ids));
            assertThat(CaseRun.gradient(engine, table)).containsExactly(1, 1, 0, 0, 2, 2);
        }
    }

    @Test
    default void ignoredTargetsGetNoGradient() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor logits = engine.variable(TestTensors.normal(engine, 1, 3, 5))) {
            try (Recording recording = engine.record()) {
                recording.backward(logits.crossEntropy(engine.ids(new int[] {1, -100, 4}, 3), -100), 1);
            }
            double[] gradient = CaseRun.gradient(engine, logits);
            assertThat(Arrays.copyOfRange(gradient, 5, 10)).containsOnly(0);
            assertThat(gradient[1]).isNegative();
        }
    }

    @Test
    default void aSmallNetworkLearnsAsOnTheReference() {
        assertClose("gradient of the first layer", networkGradient(engine()), networkGradient(CaseRun.REFERENCE), gradientTolerance());
        assertThat(networkGradient(engine())).as("a second run").isEqualTo(networkGradient(engine()));
    }

    /** d loss / d W1 of norm(gelu(x W1ᵀ + b)) W2ᵀ; the numbers have few bits, so no engine rounds them. */
    private static double[] networkGradient(Engine engine) {
        double[] numbers = new double[200];
        Arrays.setAll(numbers, i -> Math.floorMod(i * 37, 17) / 8.0 - 1);
        try (Scope scope = engine.scope();
                Tensor first = engine.variable(TestTensors.of(engine, Arrays.copyOf(numbers, 56), 7, 8));
                Tensor second = engine.variable(TestTensors.of(engine, Arrays.copyOf(numbers, 35), 5, 7))) {
            try (Recording recording = engine.record()) {
                Tensor x = TestTensors.of(engine, Arrays.copyOf(numbers, 48), 2, 3, 8);
                Tensor bias = TestTensors.of(engine, Arrays.copyOf(numbers, 7), 7);
                Tensor gain = engine.constant(new float[] {1, 1, 1, 1, 1, 1, 1}, 7);
                Tensor hidden = x.linear(first, Optional.of(bias)).gelu().rmsNorm(gain, 1e-5);
                recording.backward(hidden.linear(second, Optional.empty()).crossEntropy(engine.ids(new int[] {0, 1, 2, 3, 4, 0}, 2, 3), -1), 1);
            }
            return CaseRun.gradient(engine, first);
        }
    }

    private static void backward(Engine engine, Tensor x, UnaryOperator<Tensor> operation) {
        try (Recording recording = engine.record()) {
            Tensor y = operation.apply(x);
            recording.backward(y.reshape(Dim.of(y.shape().elements())).sum(0, false), 1);
        }
    }
}
