package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;
import static org.stagelm.testkit.TestTensors.assertClose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** Updates in place: assignment, clipping and Adam. */
public interface LearningContract extends EngineUnderTest {

    @TestFactory
    default Stream<DynamicTest> adamMovesAsTheReference() {
        return Stream.of(
                new AdamStep(0.1, 0.9, 0.999, 1e-8, 0, true, 1),
                new AdamStep(0.1, 0.9, 0.95, 1e-8, 0.2, true, 1),
                new AdamStep(0.1, 0.9, 0.95, 1e-8, 0.2, false, 1),
                new AdamStep(0.1, 0, 0.5, 0.1, 0, false, 1))
                .map(s -> DynamicTest.dynamicTest(s.toString(), () -> {
                    List<double[]> expected = afterFiveSteps(CaseRun.REFERENCE, s);
                    List<double[]> actual = afterFiveSteps(engine(), s);
                    for (int i = 0; i < expected.size(); i++) {
                        // A step divides by the root of the second moment, which may be small: ten times the error of one operation.
                        assertClose("values and moments, " + i, actual.get(i), expected.get(i), 10 * valueTolerance());
                    }
                }));
    }

    @Test
    default void adamLeavesVariablesWithoutGradientAlone() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.of(engine, new double[] {1, 2}, 2))) {
            Tensor m = engine.fixed(TestTensors.of(engine, new double[2], 2));
            Tensor v = engine.fixed(TestTensors.of(engine, new double[2], 2));
            engine.adam(List.of(x), List.of(List.of(m, v)), new AdamStep(0.1, 0.9, 0.999, 1e-8, 0.1, true, 1));
            assertThat(engine.doubles(x)).containsExactly(1, 2);
            m.close();
            v.close();
        }
    }

    @Test
    default void clippingGivesTheGlobalNormAndScalesDownToTheLimit() {
        Engine engine = engine();
        try (Scope scope = engine.scope();
                Tensor x = engine.variable(TestTensors.of(engine, new double[] {3, 0}, 2));
                Tensor y = engine.variable(TestTensors.of(engine, new double[] {4}, 1))) {
            backward(engine, List.of(x, y));
            assertThat(engine.clipGradients(List.of(x, y), 1)).isCloseTo(5, within(5 * valueTolerance()));
            // Engines add a small number to the norm before they divide by it.
            double tolerance = Math.max(valueTolerance(), 1e-5);
            assertClose("gradient of x", CaseRun.gradient(engine, x), new double[] {0.6, 0}, tolerance);
            assertClose("gradient of y", CaseRun.gradient(engine, y), new double[] {0.8}, tolerance);
        }
    }

    @Test
    default void clippingLeavesSmallGradientsAlone() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.of(engine, new double[] {3, 4}, 2))) {
            backward(engine, List.of(x));
            assertThat(engine.clipGradients(List.of(x), 100)).isCloseTo(5, within(5 * valueTolerance()));
            assertThat(CaseRun.gradient(engine, x)).containsExactly(3, 4);
        }
    }

    @Test
    default void clippingTellsOfGradientsThatAreNotFinite() {
        Engine engine = engine();
        for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.of(engine, new double[] {1, broken}, 2))) {
                backward(engine, List.of(x));
                assertThat(engine.clipGradients(List.of(x), 1)).isNotFinite();
            }
        }
    }

    @Test
    default void assignOverwrites() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.of(engine, new double[] {1, 2, 3, 4}, 2, 2))) {
            Tensor source = TestTensors.of(engine, new double[] {5, 6, 7, 8}, 2, 2);
            engine.assign(x, source.transpose(0, 1));
            assertThat(engine.doubles(x)).containsExactly(5, 7, 6, 8);
            assertThat(engine.doubles(source)).containsExactly(5, 6, 7, 8);
            backward(engine, List.of(x));
            assertThat(CaseRun.gradient(engine, x)).as("x is still a variable").containsExactly(5, 7, 6, 8);
        }
    }

    @Test
    default void assignCopiesTheSource() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.fixed(TestTensors.of(engine, new double[] {1}, 1))) {
            Tensor y = engine.fixed(TestTensors.of(engine, new double[] {2}, 1));
            engine.assign(x, y);
            engine.assign(y, TestTensors.of(engine, new double[] {3}, 1));
            assertThat(engine.doubles(x)).containsExactly(2);
            y.close();
            assertThat(engine.doubles(x)).containsExactly(2);
        }
    }

    @Test
    default void aVariableIsACopy() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor source = TestTensors.of(engine, new double[] {1, 2}, 2);
            try (Tensor x = engine.variable(source); Tensor c = engine.fixed(source)) {
                engine.assign(x, source.mul(10));
                assertThat(engine.doubles(source)).containsExactly(1, 2);
                assertThat(engine.doubles(c)).containsExactly(1, 2);
            }
            assertThatCode(() -> engine.doubles(source)).doesNotThrowAnyException();
        }
    }

    /** Values, first and second moments of two variables after steps with changing gradients. */
    private static List<double[]> afterFiveSteps(Engine engine, AdamStep first) {
        List<Tensor> variables = new ArrayList<>();
        List<List<Tensor>> moments = new ArrayList<>();
        try (Scope scope = engine.scope()) {
            for (long[] shape : new long[][] {{3, 5}, {7}}) {
                int size = (int) Arrays.stream(shape).reduce(1, Math::multiplyExact);
                variables.add(engine.variable(TestTensors.of(engine, DoubleStream.iterate(-1, x -> x + 0.25).limit(size).toArray(), shape)));
                moments.add(List.of(engine.fixed(TestTensors.of(engine, new double[size], shape)),
                        engine.fixed(TestTensors.of(engine, new double[size], shape))));
            }
        }
        for (int step = 1; step <= 5; step++) {
            engine.clearGradients(variables);
            try (Recording recording = engine.record()) {
                Tensor loss = CaseRun.weighted(variables.get(0).mul(step)).add(CaseRun.weighted(variables.get(1).square()));
                recording.backward(loss, 1);
            }
            engine.adam(variables, moments, new AdamStep(first.learningRate(), first.beta1(), first.beta2(), first.eps(), first.weightDecay(),
                    first.decoupled(), step));
        }
        List<double[]> after = Stream.concat(variables.stream(), moments.stream().flatMap(List::stream)).map(engine::doubles).toList();
        variables.forEach(Tensor::close);
        moments.forEach(pair -> pair.forEach(Tensor::close));
        return after;
    }

    /** Gives each variable its own values as gradient. */
    private static void backward(Engine engine, List<Tensor> variables) {
        try (Recording recording = engine.record()) {
            Tensor loss = variables.stream().map(x -> {
                Tensor itself = TestTensors.of(engine, engine.doubles(x), x.shape().sizes());
                Tensor flat = x.mul(itself).reshape(Dim.of(x.shape().elements()));
                return flat.sum(0, false);
            }).reduce(Tensor::add).orElseThrow();
            recording.backward(loss, 1);
        }
    }
}
