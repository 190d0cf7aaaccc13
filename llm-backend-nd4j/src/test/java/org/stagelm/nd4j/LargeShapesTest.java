package org.stagelm.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.stagelm.testkit.TestTensors.assertClose;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;
import org.stagelm.testkit.reference.ReferenceEngine;

/** Shapes large enough to be cut into parts for several threads, and into several pieces each, which those of the contract are not. */
class LargeShapesTest {

    private static final Nd4jEngine ENGINE = Nd4jEngine.open(3);
    private static final Nd4jEngine ALONE = Nd4jEngine.open(1);
    private static final Engine REFERENCE = new ReferenceEngine();
    private static final Mask WINDOW = new Mask(true, OptionalInt.of(9), Optional.empty());

    @AfterAll
    static void close() {
        ENGINE.close();
        ALONE.close();
        REFERENCE.close();
    }

    /** An operation on variables of these shapes. */
    private record Large(String name, Function<List<Tensor>, Tensor> operation, long[]... shapes) {

        /** The result, then the gradient of each variable. */
        List<double[]> run(Engine engine) {
            List<Tensor> variables = new ArrayList<>();
            List<double[]> numbers = new ArrayList<>();
            try (Scope scope = engine.scope()) {
                for (long[] shape : shapes) {
                    variables.add(engine.variable(TestTensors.normal(engine, variables.size(), shape)));
                }
                try (Recording recording = engine.record()) {
                    Tensor y = operation.apply(variables);
                    numbers.add(engine.doubles(y));
                    Tensor flat = y.reshape(Dim.of(y.shape().elements()));
                    recording.backward(flat.mul(flat.mul(0.5).add(1)).sum(0, false), 1);
                }
                variables.forEach(v -> numbers.add(engine.doubles(engine.gradient(v).orElseThrow())));
            }
            variables.forEach(Tensor::close);
            return numbers;
        }
    }

    private static Stream<Large> all() {
        return Stream.of(
                new Large("linear", t -> t.get(0).linear(t.get(1), Optional.of(t.get(2))), s(3, 50, 67), s(131, 67), s(131)),
                new Large("linear of a slice", t -> t.get(0).slice(-1, 3, 64).linear(t.get(1), Optional.empty()), s(150, 70), s(65, 64)),
                new Large("matmul, many small", LargeShapesTest::matmul, s(40, 17, 19), s(40, 19, 23)),
                new Large("matmul, two large", LargeShapesTest::matmul, s(2, 90, 70), s(2, 70, 80)),
                new Large("matmul of a transposed one", t -> t.get(0).matmul(t.get(1).transpose(1, 2)), s(2, 90, 70), s(2, 80, 70)),
                new Large("add a row", t -> t.get(0).add(t.get(1)), s(300, 70), s(70)),
                new Large("multiply by a column", t -> t.get(0).mul(t.get(1)), s(300, 70), s(300, 1)),
                new Large("long rows", t -> t.get(0).div(t.get(1).exp()), s(3, 9001), s(1, 9001)),
                new Large("permuted", t -> t.get(0).permute(2, 0, 1).mul(t.get(0).permute(2, 0, 1).tanh()), s(30, 40, 20)),
                new Large("sum in the middle", t -> t.get(0).sum(1, false), s(30, 40, 20)),
                new Large("mean at the end", t -> t.get(0).mean(-1, true), s(300, 70)),
                new Large("layerNorm", t -> t.get(0).layerNorm(t.get(1), Optional.of(t.get(2)), 1e-5), s(300, 130), s(130), s(130)),
                new Large("rmsNorm", t -> t.get(0).rmsNorm(t.get(1), 1e-5), s(300, 130), s(130)),
                new Large("softmax", t -> t.get(0).softmax(), s(300, 130)),
                new Large("logSoftmax", t -> t.get(0).logSoftmax(), s(300, 130)),
                new Large("gelu", t -> t.get(0).gelu(), s(300, 130)),
                new Large("crossEntropy", t -> t.get(0).crossEntropy(ids(t.get(0), 400, 90, 7), -100), s(400, 90)),
                new Large("gather", t -> t.get(0).gather(ids(t.get(0), 600, 65, 13)), s(65, 80)),
                new Large("dropout", t -> t.get(0).dropout(Optional.of(new Dropout(0.3, new RandomKey(5)))),
                        s(300, 130)),
                new Large("attend", t -> attend(t, Mask.CAUSAL, false), s(2, 3, 150, 20), s(2, 3, 150, 20), s(2, 3, 150, 20)),
                new Large("attend to all", t -> attend(t, Mask.NONE, false), s(1, 2, 70, 20), s(1, 1, 140, 20), s(1, 1, 140, 20)),
                new Large("attend in a window", t -> attend(t, WINDOW, false), s(1, 4, 150, 20), s(1, 2, 150, 20), s(1, 2, 150, 20)),
                new Large("attend, dropping weights", LargeShapesTest::attendDropping, s(2, 4, 150, 20), s(2, 2, 150, 20), s(2, 2, 150, 20)),
                new Large("attend, padded on the left", LargeShapesTest::attendPadded, s(2, 4, 150, 20), s(2, 2, 150, 20), s(2, 2, 150, 20)),
                new Large("projections of one input", LargeShapesTest::projections, s(150, 64), s(60, 64), s(60, 64)),
                new Large("a table that is the head too", LargeShapesTest::tied, s(65, 80)),
                new Large("attend, rotated", t -> attend(t, Mask.CAUSAL, true), s(1, 4, 130, 20), s(1, 2, 130, 20), s(1, 2, 130, 20)));
    }

    @TestFactory
    Stream<DynamicTest> theyEqualTheReference() {
        return all().map(large -> DynamicTest.dynamicTest(large.name, () -> {
            List<double[]> expected = large.run(REFERENCE);
            for (Engine engine : new Engine[] {ENGINE, ALONE}) {
                List<double[]> actual = large.run(engine);
                for (int i = 0; i < expected.size(); i++) {
                    // sums of up to 600 terms, each with a rounding of 6e-8: 1e-5 of the largest, five times that for gradients
                    assertClose(large.name + ", " + i, actual.get(i), expected.get(i), i == 0 ? 1e-5 : 5e-5);
                }
            }
        }));
    }

    @TestFactory
    Stream<DynamicTest> theyAreTheSameEachTime() {
        return all().map(large -> DynamicTest.dynamicTest(large.name, () -> {
            List<double[]> first = large.run(ENGINE);
            List<double[]> second = large.run(ENGINE);
            for (int i = 0; i < first.size(); i++) {
                assertThat(second.get(i)).isEqualTo(first.get(i));
            }
        }));
    }

    private static Tensor matmul(List<Tensor> t) {
        return t.get(0).matmul(t.get(1));
    }

    private static long[] s(long... sizes) {
        return sizes;
    }

    private static Tensor ids(Tensor like, int count, int limit, int step) {
        int[] ids = new int[count];
        Arrays.setAll(ids, i -> i * step % limit);
        return ((Engine) like.backend()).ids(ids, count);
    }

    /** One input and two weights, each used twice. */
    private static Tensor projections(List<Tensor> t) {
        Tensor x = t.get(0).tanh();
        Tensor first = x.linear(t.get(1), Optional.empty()).mul(x.linear(t.get(2), Optional.empty()));
        return first.add(x.linear(t.get(1), Optional.empty())).mul(x.rmsNorm(t.get(0).slice(0, 0, 1).reshape(Dim.of(64)), 1e-5).linear(t.get(2),
                Optional.empty()));
    }

    private static Tensor tied(List<Tensor> t) {
        return t.get(0).gather(ids(t.get(0), 300, 65, 13)).tanh().linear(t.get(0), Optional.empty());
    }

    private static Tensor attendDropping(List<Tensor> t) {
        return new Attend(t.get(0), t.get(1), t.get(2), Optional.empty(), Optional.empty(), Optional.empty(), WINDOW, 0.22, OptionalDouble.empty(),
                Optional.of(new Dropout(0.3, new RandomKey(5)))).compute();
    }

    /** The first queries of one text see nothing but padding. */
    private static Tensor attendPadded(List<Tensor> t) {
        double[] visible = new double[2 * 150];
        Arrays.setAll(visible, i -> i < 70 ? 0 : 1);
        Mask mask = new Mask(true, OptionalInt.empty(), Optional.of(TestTensors.flags((Engine) t.get(0).backend(), visible, 2, 150)));
        return new Attend(t.get(0), t.get(1), t.get(2), Optional.empty(), Optional.empty(), Optional.empty(), mask, 0.22, OptionalDouble.empty(),
                Optional.of(new Dropout(0.2, new RandomKey(6)))).compute();
    }

    private static Tensor attend(List<Tensor> t, Mask mask, boolean rotated) {
        Optional<Rotary> rotary = Optional.empty();
        if (rotated) {
            Engine engine = (Engine) t.get(0).backend();
            double[] angles = new double[130 * 8];
            Arrays.setAll(angles, i -> 0.37 * i);
            rotary = Optional.of(new Rotary(TestTensors.of(engine, Arrays.stream(angles).map(Math::cos).toArray(), 130, 8),
                    TestTensors.of(engine, Arrays.stream(angles).map(Math::sin).toArray(), 130, 8), false));
        }
        return new Attend(t.get(0), t.get(1), t.get(2), rotary, Optional.empty(), Optional.empty(), mask, 0.22, OptionalDouble.empty(),
                Optional.empty()).compute();
    }
}
