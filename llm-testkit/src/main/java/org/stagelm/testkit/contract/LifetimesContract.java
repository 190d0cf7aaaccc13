package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.operations.OperationCase;
import org.stagelm.testkit.operations.OperationCases;

/** What was closed is refused by an IllegalStateException that says so, whatever is called; closing again does nothing. */
public interface LifetimesContract extends EngineUnderTest {

    /** Of the tests. */
    AdamStep STEP = new AdamStep(0.1, 0.9, 0.999, 1e-8, 0, true, 1);

    /** Another engine of the same kind, which the test closes. */
    Engine another();

    @TestFactory
    default Stream<DynamicTest> everyOperationRefusesEachOfItsTensorsOnceClosed() {
        return CaseRun.each(OperationCases.plain(), c -> {
            CaseRun run = new CaseRun(c, engine());
            for (int i = 0; i < c.operands().size(); i++) {
                try (Scope scope = engine().scope()) {
                    List<Tensor> operands = run.operands(engine());
                    operands.get(i).close();
                    assertClosed(() -> engine().doubles(c.operation().apply(operands)));
                }
            }
        });
    }

    @Test
    default void aClosedVariableIsRefused() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor open = engine.variable(engine.constant(new float[] {3}))) {
            Tensor closed = engine.variable(engine.constant(new float[] {3}));
            backward(engine, closed);
            Tensor gradient = engine.gradient(closed).orElseThrow();
            closed.close();
            closed.close();
            assertClosed(() -> engine.doubles(gradient));
            assertClosed(() -> engine.gradient(closed));
            assertClosed(() -> engine.clearGradients(List.of(closed)));
            assertClosed(() -> engine.clipGradients(List.of(closed), 1));
            assertClosed(() -> engine.adam(List.of(closed), List.of(List.of(open, open)), STEP));
            assertClosed(() -> engine.assign(closed, open));
            assertClosed(() -> engine.assign(open, closed));
            assertClosed(() -> engine.variable(closed));
            assertClosed(() -> engine.fixed(closed));
            assertClosed(() -> engine.read(closed, ByteBuffer.allocate(8)));
            assertClosed(() -> engine.floats(closed, new float[1]));
            assertClosed(() -> scope.keep(closed));
        }
    }

    @Test
    default void aShownGradientIsTheEnginesToClose() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor variable = engine.variable(engine.constant(new float[] {3}))) {
            backward(engine, variable);
            Tensor gradient = engine.gradient(variable).orElseThrow();
            assertThat(engine.gradient(variable).map(engine::doubles).orElseThrow()).containsExactly(6);
            engine.gradient(variable).orElseThrow().close();
            engine.gradient(variable).orElseThrow().close();
            assertThat(engine.gradient(variable).map(engine::doubles).orElseThrow()).as("after it was closed").containsExactly(6);
            engine.clearGradients(List.of(variable));
            engine.clearGradients(List.of(variable));
            assertClosed(() -> engine.doubles(gradient));
        }
    }

    @Test
    default void aClosedScopeKeepsNothing() {
        Engine engine = engine();
        try (Scope outer = engine.scope()) {
            Scope scope = engine.scope();
            scope.close();
            Tensor x = engine.constant(new float[] {3});
            assertClosed(() -> scope.keep(x));
            assertThat(engine.doubles(x)).containsExactly(3);
        }
    }

    @Test
    default void aClosedRecordingDoesNotGoBack() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor variable = engine.variable(engine.constant(new float[] {3}))) {
            Recording recording = engine.record();
            Tensor loss = recording.keep(variable.square());
            recording.close();
            assertThatThrownBy(() -> recording.backward(loss, 1)).isInstanceOf(IllegalStateException.class);
            try (Recording next = engine.record()) {
                Tensor closed = variable.square();
                closed.close();
                assertClosed(() -> next.backward(closed, 1));
            }
            assertThat(CaseRun.gradient(engine, variable)).containsExactly(0);
        }
    }

    @Test
    default void aClosedEngineRefusesEveryOperation() {
        Engine engine = another();
        List<OperationCase> cases = OperationCases.plain();
        List<List<Tensor>> operands = cases.stream().map(c -> new CaseRun(c, engine()).operands(engine)).toList();
        engine.close();
        IntStream.range(0, cases.size()).forEach(i -> assertThatThrownBy(() -> engine.doubles(cases.get(i).operation().apply(operands.get(i))))
                .as(cases.get(i).name()).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed"));
        operands.forEach(list -> list.forEach(Tensor::close));
        operands.forEach(list -> list.forEach(Tensor::close));
    }

    @Test
    default void aClosedEngineRefusesEveryCall() {
        Engine engine = another();
        Tensor variable = engine.variable(engine.constant(new float[] {3}, 1));
        Tensor own = engine.constant(new float[] {3}, 1);
        StateSlot slot = engine.state("keys", 0, Shape.of(2));
        Scope scope = engine.scope();
        Recording recording = engine.record();
        Tensor loss = variable.sum(0, false);
        engine.close();
        engine.close();
        for (ThrowingCallable call : List.<ThrowingCallable>of(engine::scope, engine::record, () -> engine.state("keys", 0, Shape.of(2)),
                () -> engine.constant(new float[1]), () -> engine.arange(Dim.of(0), Dim.of(1)), () -> engine.ids(new int[1], 1),
                () -> engine.upload(DType.INT8, ByteBuffer.allocateDirect(1), 1), () -> engine.read(own, ByteBuffer.allocate(8)),
                () -> engine.doubles(own), () -> engine.floats(own, new float[1]), () -> engine.variable(own), () -> engine.fixed(own),
                () -> engine.gradient(variable), () -> engine.clearGradients(List.of(variable)), () -> engine.assign(variable, own),
                () -> engine.clipGradients(List.of(variable), 1), () -> engine.adam(List.of(variable), List.of(List.of(own, own)), STEP),
                () -> slot.append(own), () -> recording.backward(loss, 1))) {
            assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        }
        // What is still open closes as ever.
        assertThatCode(() -> List.<AutoCloseable>of(recording, scope, slot, own, variable, own, variable).forEach(LifetimesContract::close))
                .doesNotThrowAnyException();
    }

    private static void close(AutoCloseable open) {
        try {
            open.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void backward(Engine engine, Tensor variable) {
        try (Recording recording = engine.record()) {
            recording.backward(variable.square(), 1);
        }
    }

    private static void assertClosed(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageMatching("(?i).*(freed|closed).*");
    }
}
