package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.ShapeException;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** Shapes that do not fit are refused by a message that names the operation, the shapes and the layer. */
public interface ShapesContract extends EngineUnderTest {

    @TestFactory
    default Stream<DynamicTest> anErrorNamesTheOperationTheShapesAndTheLayer() {
        return Stream.of(
                new Misfit("add", e -> x(e, 2, 3).add(x(e, 4)), "[2, 3]", "[4]"),
                new Misfit("mul", e -> x(e, 2, 3).mul(x(e, 3, 3)), "[2, 3]", "[3, 3]"),
                new Misfit("less", e -> x(e, 2, 3).less(x(e, 4)), "[2, 3]", "[4]"),
                new Misfit("where", e -> x(e, 3).less(x(e, 3)).where(x(e, 2), x(e, 3)), "[2]", "[3]"),
                new Misfit("sum", e -> x(e, 2, 3).sum(2, true), "[2, 3]", "2"),
                new Misfit("max", e -> x(e, 3, 0).max(1, true), "[3, 0]", "axis 1"),
                new Misfit("matmul", e -> x(e, 2, 3).matmul(x(e, 4, 5)), "[2, 3]", "[4, 5]"),
                new Misfit("matmul", e -> x(e, 3).matmul(x(e, 3, 5)), "[3]", "[3, 5]"),
                new Misfit("matmul", e -> x(e, 2, 1, 3).matmul(x(e, 4, 3, 5)), "[2, 1, 3]", "[4, 3, 5]"),
                new Misfit("linear", e -> x(e, 2, 3).linear(x(e, 5, 4), Optional.empty()), "[2, 3]", "[5, 4]"),
                new Misfit("linear", e -> x(e, 2, 3).linear(x(e, 5, 3), Optional.of(x(e, 4))), "[5, 3]", "[4]"),
                new Misfit("reshape", e -> x(e, 2, 3).reshape(Dim.of(5)), "[2, 3]", "[5]"),
                new Misfit("permute", e -> x(e, 2, 3).permute(0, 0), "[2, 3]", "[0, 0]"),
                new Misfit("slice", e -> x(e, 2, 3).slice(1, 2, 2), "[2, 3]", "2"),
                new Misfit("concat", e -> Tensor.concat(0, x(e, 2, 3), x(e, 2, 4)), "[2, 3]", "[2, 4]"),
                new Misfit("expand", e -> x(e, 2, 3).expand(Dim.of(2), Dim.of(5)), "[2, 3]", "[2, 5]"),
                new Misfit("pick", e -> x(e, 2, 3).pick(e.ids(new int[] {0, 1, 2}, 3)), "[2, 3]", "[3]"),
                new Misfit("layerNorm", e -> x(e, 2, 3).layerNorm(x(e, 2), Optional.empty(), 1e-5), "[2, 3]", "[2]"),
                new Misfit("rmsNorm", e -> x(e, 2, 3).rmsNorm(x(e, 4), 1e-5), "[2, 3]", "[4]"),
                new Misfit("crossEntropy", e -> x(e, 2, 3).crossEntropy(e.ids(new int[] {0}, 1), -1), "[2, 3]", "[1]"),
                new Misfit("attend", e -> attend(x(e, 1, 2, 3, 4), x(e, 1, 2, 3, 5)), "[1, 2, 3, 4]", "[1, 2, 3, 5]"))
                .map(m -> DynamicTest.dynamicTest(m.operation() + " " + m.shapes(), () -> refused(m)));
    }

    @Test
    default void outsideOfALayerNoLayerIsNamed() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            assertThatThrownBy(() -> x(engine, 2).add(x(engine, 3))).isInstanceOf(ShapeException.class).hasMessageStartingWith("add: [2] and [3]");
        }
    }

    @Test
    default void oneAxisOfAResultIsAsItsShapeSays() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor y = x(engine, 2, 3).matmul(x(engine, 3, 5));
            assertThat(y.dim(-1).value()).isEqualTo(5);
            assertThat(engine.doubles(y)).hasSize(10);
        }
    }

    private void refused(Misfit misfit) {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            assertThatThrownBy(() -> LayerPath.within("model.layers.3", () -> misfit.run().apply(engine)))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageStartingWith(misfit.operation())
                    .hasMessageContaining("in model.layers.3")
                    .hasMessageContainingAll(misfit.shapes().toArray(CharSequence[]::new));
        }
    }

    private static Tensor x(Engine engine, long... shape) {
        return TestTensors.normal(engine, 1, shape);
    }

    private static Tensor attend(Tensor query, Tensor key) {
        return CachedAttention.plain(query, key, key, Mask.NONE);
    }
}
