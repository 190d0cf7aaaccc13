package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** More elements than an engine, the machine or a number holds: refused in one line, or right; never wrong. */
public interface SizesContract extends EngineUnderTest {

    /** Of the tests: a tensor of this many elements squared is 4 TiB. */
    int MILLION = 1 << 20;

    /** Of the tests. */
    long HUGE = 1L << 40;

    @TestFactory
    default Stream<DynamicTest> aResultTooLargeIsRefused() {
        return Stream.of(
                new Misfit("add", e -> column(e).add(row(e)), "[1048576, 1]", "[1, 1048576]"),
                new Misfit("less", e -> column(e).less(row(e)), "[1048576, 1]", "[1, 1048576]"),
                new Misfit("where", e -> column(e).less(column(e)).where(row(e), column(e)), "[1048576, 1]", "[1, 1048576]"),
                new Misfit("matmul", e -> column(e).matmul(row(e)), "[1048576, 1]", "[1, 1048576]"),
                new Misfit("", e -> column(e).linear(column(e), Optional.empty()), "[1048576, 1]"),
                new Misfit("gather", e -> row(e).gather(e.ids(new int[MILLION], MILLION)), "[1, 1048576]", "[1048576]"),
                new Misfit("expand", e -> e.constant(new float[1], 1, 1).expand(Dim.of(HUGE), Dim.of(HUGE)), "[1, 1]"),
                new Misfit("expand", e -> e.constant(new float[1], 1, 1).expand(Dim.of(Long.MAX_VALUE), Dim.of(3)), "[1, 1]"),
                new Misfit("slice", e -> e.constant(new float[2], 2).slice(0, Long.MAX_VALUE, 1), "[2]"))
                .map(m -> DynamicTest.dynamicTest(m.operation() + " " + m.shapes(), () -> FailuresContract.assertRefused(engine(), m)));
    }

    @TestFactory
    default Stream<DynamicTest> aNewTensorTooLargeIsRefused() {
        return Stream.of(
                new Misfit("constant", e -> e.constant(new float[1], 1L << 32, 1L << 32)), // 2⁶⁴, which is 0 where nobody looks
                new Misfit("ids", e -> e.ids(new int[1], 1L << 32, 1L << 32)),
                new Misfit("upload", e -> e.upload(DType.FLOAT32, ByteBuffer.allocateDirect(8), HUGE, HUGE)),
                new Misfit("upload", e -> e.upload(DType.FLOAT64, ByteBuffer.allocateDirect(8), 1L << 61)), // 2⁶⁴ bytes
                new Misfit("arange", e -> e.arange(Dim.of(0), Dim.of(1L << 50))),
                new Misfit("arange", e -> e.arange(Dim.of(Long.MAX_VALUE), Dim.of(2))))
                .map(m -> DynamicTest.dynamicTest(m.operation(), () -> FailuresContract.assertRefused(engine(), m)));
    }

    @Test
    default void aStateTooLargeIsRefused() {
        for (Shape shape : new Shape[] {Shape.of(HUGE, HUGE), Shape.of(HUGE, 1 << 10)}) {
            assertThatThrownBy(() -> engine().state("layers.0.keys", 0, shape).close()).isInstanceOf(RuntimeException.class)
                    .hasMessageContaining("layers.0.keys").message().doesNotContain("\n");
        }
    }

    /** 2³¹ + 2¹⁶ elements, of which memory holds one. */
    @Test
    default void moreElementsThanAnIntCountsAreRefusedOrRight() {
        Engine engine = engine();
        long rows = (1L << 15) + 1;
        try (Scope scope = engine.scope()) {
            Tensor one = engine.ids(new int[] {1}, 1, 1).cast(DType.INT32);
            Tensor all;
            try {
                all = one.expand(Dim.of(rows), Dim.of(1 << 16));
            } catch (IllegalArgumentException | IllegalStateException e) {
                assertThat(e).hasMessageContaining("expand").message().doesNotContain("\n");
                return;
            }
            assertThat(engine.doubles(all.sum(1, false))).hasSize((int) rows).containsOnly(1 << 16);
            assertThat(engine.doubles(all.slice(0, rows - 1, 1).slice(1, (1 << 16) - 1, 1))).containsExactly(1);
            assertThatThrownBy(() -> engine.doubles(all)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("read")
                    .message().doesNotContain("\n");
        }
    }

    private static Tensor column(Engine engine) {
        return TestTensors.of(engine, new double[MILLION], MILLION, 1);
    }

    private static Tensor row(Engine engine) {
        return TestTensors.of(engine, new double[MILLION], 1, MILLION);
    }
}
