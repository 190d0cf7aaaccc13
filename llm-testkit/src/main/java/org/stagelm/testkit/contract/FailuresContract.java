package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** What the shapes allow and the engine cannot do is refused in one line: the operation, the layer, types and shapes, and the reason. */
public interface FailuresContract extends EngineUnderTest {

    @TestFactory
    default Stream<DynamicTest> typesAreNotMixedSilently() {
        return run(
                new Misfit("add", e -> x(e, 2).add(ids(e, 2)), "INT64 [2]"),
                new Misfit("maximum", e -> ids(e, 3, 2).maximum(x(e, 2)), "INT64 [3, 2]"),
                new Misfit("less", e -> x(e, 2).less(ids(e, 2)), "INT64 [2]"),
                new Misfit("where", e -> flags(e, 2).where(x(e, 2), ids(e, 2)), "INT64 [2]"),
                new Misfit("concat", e -> Tensor.concat(0, x(e, 2), ids(e, 3)), "INT64 [3]"),
                new Misfit("matmul", e -> x(e, 2, 3).matmul(ids(e, 3, 5)), "INT64 [3, 5]"),
                new Misfit("", e -> x(e, 2, 3).linear(ids(e, 5, 3), Optional.empty()), "INT64"),
                new Misfit("", e -> x(e, 2, 3).layerNorm(ids(e, 3), Optional.empty(), 1e-5), "INT64 [3]"),
                new Misfit("", e -> x(e, 2, 3).rmsNorm(ids(e, 3), 1e-5), "INT64 [3]"),
                new Misfit("", e -> CachedAttention.plain(x(e, 1, 2, 3, 4), ids(e, 1, 2, 3, 4), x(e, 1, 2, 3, 4), Mask.NONE), "INT64"));
    }

    @TestFactory
    default Stream<DynamicTest> anOperationThatATypeDoesNotHaveIsRefused() {
        return run(
                new Misfit("exp", e -> ids(e, 2, 3).exp(), "INT64 [2, 3]"),
                new Misfit("reciprocal", e -> ids(e, 2, 3).reciprocal(), "INT64 [2, 3]"),
                new Misfit("neg", e -> flags(e, 2, 3).neg(), "BOOL [2, 3]"),
                new Misfit("add", e -> flags(e, 2, 3).add(flags(e, 3)), "BOOL [2, 3]"),
                new Misfit("add", e -> flags(e, 2, 3).add(1), "BOOL [2, 3]"),
                new Misfit("divide", e -> ids(e, 2, 3).div(ids(e, 3)), "INT64 [2, 3]"),
                new Misfit("multiply", e -> ids(e, 2, 3).mul(0.5), "INT64 [2, 3]"),
                new Misfit("sum", e -> flags(e, 2, 3).sum(0, false), "BOOL [2, 3]"),
                new Misfit("mean", e -> ids(e, 2, 3).mean(0, false), "INT64 [2, 3]"),
                new Misfit("matmul", e -> ids(e, 2, 3).matmul(ids(e, 3, 5)), "INT64 [2, 3]"),
                new Misfit("", e -> ids(e, 2, 3).softmax(), "INT64 [2, "),
                new Misfit("", e -> ids(e, 2, 3).logSoftmax(), "INT64 [2, "),
                new Misfit("", e -> ids(e, 2, 3).gelu(), "INT64 [2, 3]"),
                new Misfit("", e -> ids(e, 2, 3).silu(), "INT64 [2, 3]"),
                new Misfit("", e -> ids(e, 2, 3).crossEntropy(ids(e, 2), -100), "INT64 ["));
    }

    @TestFactory
    default Stream<DynamicTest> idsAreWholeNumbersInRange() {
        return run(
                new Misfit("gather", e -> x(e, 3, 2).gather(x(e, 2)), "[3, 2]", "[2]"),
                new Misfit("gather", e -> x(e, 3, 2).gather(id(e, 0).cast(DType.INT32)), "[3, 2]", "INT32 [1]"),
                new Misfit("gather", e -> x(e, 3, 2).gather(id(e, 3)), "[3, 2]", "INT64 [1]"),
                new Misfit("gather", e -> x(e, 3, 2).gather(id(e, -1)), "[3, 2]", "INT64 [1]"),
                new Misfit("gather", e -> x(e, 3).gather(id(e, -1)), "[3]", "INT64 [1]"),
                new Misfit("gather", e -> x(e, 3, 2, 2).gather(id(e, 3)), "[3, 2, 2]", "INT64 [1]"),
                new Misfit("gather", e -> x(e, 0, 2).gather(id(e, 0)), "[0, 2]", "INT64 [1]"),
                new Misfit("pick", e -> x(e, 1, 2).pick(x(e, 1)), "[1, 2]", "[1]"),
                new Misfit("pick", e -> x(e, 1, 2).pick(id(e, 2)), "[1, 2]", "INT64 [1]"),
                new Misfit("pick", e -> x(e, 1, 2).pick(id(e, -1)), "[1, 2]", "INT64 [1]"),
                new Misfit("", e -> x(e, 1, 2).crossEntropy(id(e, 2), -100), "[1, 2]", "INT64 [1]"),
                new Misfit("", e -> x(e, 1, 2).crossEntropy(id(e, -1), -100), "[1, 2]", "INT64 [1]"),
                new Misfit("", e -> x(e, 1, 2).crossEntropy(x(e, 1), -100), "[1]"));
    }

    private Stream<DynamicTest> run(Misfit... misfits) {
        return Stream.of(misfits).map(m -> DynamicTest.dynamicTest(m.operation() + " " + m.shapes(), () -> assertRefused(engine(), m)));
    }

    /** An operation without a name is made of others where an engine has no kernel for it, and they refuse. */
    static void assertRefused(Engine engine, Misfit misfit) {
        try (Scope scope = engine.scope()) {
            Throwable refusal = catchThrowable(() -> LayerPath.within("model.layers.3", () -> misfit.run().apply(engine)));
            assertThat(refusal).as("%s %s", misfit.operation(), misfit.shapes())
                    .isInstanceOfAny(IllegalArgumentException.class, IllegalStateException.class)
                    .hasMessageContaining(misfit.operation())
                    .hasMessageContaining("in model.layers.3");
            misfit.shapes().forEach(shapes -> assertThat(refusal).hasMessageContaining(shapes));
            assertThat(refusal.getMessage()).doesNotContain("\n").hasSizeLessThan(400);
        }
    }

    private static Tensor x(Engine engine, long... shape) {
        return TestTensors.normal(engine, 1, shape);
    }

    private static Tensor id(Engine engine, int value) {
        return engine.ids(new int[] {value}, 1);
    }

    private static Tensor ids(Engine engine, long... shape) {
        return engine.ids(new int[(int) Shape.of(shape).elements()], shape);
    }

    private static Tensor flags(Engine engine, long... shape) {
        return TestTensors.flags(engine, new double[(int) Shape.of(shape).elements()], shape);
    }
}
