package org.stagelm.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.EngineComponent;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** Where the reference is stricter than the contract asks. */
class ReferenceEngineTest {

    private final ReferenceEngine engine = new ReferenceEngine();

    @Test
    void theServiceLoaderFindsIt() {
        List<String> types = new ArrayList<>();
        for (EngineComponent<?> component : ServiceLoader.load(EngineComponent.class)) {
            types.add(component.type());
        }
        assertThat(types).contains("reference");
    }

    @Test
    void nothingLivesOnAfterAStep() {
        Tensor x = engine.variable(TestTensors.normal(engine, 1, 3));
        engine.clearGradients(List.of(x));
        long before = engine.livingTensors();
        for (int step = 0; step < 3; step++) {
            try (Recording recording = engine.record()) {
                recording.backward(x.softmax().log().sum(0, false), 1);
            }
            engine.clearGradients(List.of(x));
        }
        assertThat(engine.livingTensors()).isEqualTo(before);
        x.close();
        assertThat(engine.livingTensors()).isEqualTo(before - 1);
    }

    @Test
    void operandsOfTwoTypesAreRefused() {
        try (Scope scope = engine.scope()) {
            Tensor x = TestTensors.normal(engine, 1, 2);
            assertThatThrownBy(() -> x.add(x.cast(DType.FLOAT32))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("add (FLOAT64 [2], FLOAT32 [2]): FLOAT64 and FLOAT32 differ: cast one of them");
            assertThatThrownBy(() -> x.less(engine.ids(new int[2], 2))).hasMessageContaining("INT64");
        }
    }

    @Test
    void integersStayIntegers() {
        try (Scope scope = engine.scope()) {
            Tensor ids = engine.ids(new int[] {1, 2}, 2);
            assertThat(ids.mul(3).type()).isEqualTo(DType.INT64);
            assertThatThrownBy(() -> ids.mul(0.5)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cast");
            assertThatThrownBy(() -> ids.div(2)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cast");
            assertThatThrownBy(() -> ids.mean(0, false)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cast");
        }
    }

    @Test
    void largeIdsLoseNoBits() {
        try (Scope scope = engine.scope()) {
            Tensor large = engine.ids(new int[] {1 << 30}, 1).mul(1 << 30).add(1); // 2⁶⁰ + 1 is no double
            assertThat(engine.doubles(large.sub(engine.ids(new int[] {1 << 30}, 1).mul(1 << 30)))).containsExactly(1);
        }
    }

    @Test
    void idsOutOfRangeAreRefused() {
        try (Scope scope = engine.scope()) {
            Tensor table = TestTensors.normal(engine, 1, 3, 2);
            assertThatThrownBy(() -> table.gather(engine.ids(new int[] {3}, 1)))
                    .hasMessage("gather (FLOAT64 [3, 2], INT64 [1]): id 3 is not in 0 … 2");
            assertThatThrownBy(() -> table.pick(engine.ids(new int[] {0, -1, 0}, 3)))
                    .hasMessage("pick (FLOAT64 [3, 2], INT64 [3]): id -1 is not in 0 … 1");
        }
    }

    @Test
    void scopesCloseInReverseOrderOnTheirThread() throws InterruptedException {
        Scope outer = engine.scope();
        Scope inner = engine.scope();
        assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class).hasMessageContaining("inside");
        Thread other = new Thread(() -> assertThatThrownBy(inner::close).isInstanceOf(IllegalStateException.class).hasMessageContaining("thread"));
        Throwable[] failure = new Throwable[1];
        other.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
        other.start();
        other.join();
        assertThat(failure[0]).isNull();
        inner.close();
        outer.close();
    }

    @Test
    void aRecordingInsideARecordingIsRefused() {
        try (Recording recording = engine.record()) {
            assertThatThrownBy(engine::record).isInstanceOf(IllegalStateException.class).hasMessageContaining("already");
        }
        engine.record().close();
    }

    @Test
    void aTensorOfAnotherEngineIsRefused() {
        try (Engine other = new ReferenceEngine()) {
            Tensor x = TestTensors.normal(engine, 1, 2);
            assertThatThrownBy(() -> TestTensors.normal(other, 1, 2).add(x)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another engine");
        }
    }

    @Test
    void aClosedEngineIsRefused() {
        Engine closed = new ReferenceEngine();
        Tensor x = TestTensors.normal(closed, 1, 2);
        closed.close();
        assertThatThrownBy(() -> closed.doubles(x)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test
    void aLossWithoutVariablesIsRefused() {
        try (Recording recording = engine.record()) {
            assertThatThrownBy(() -> recording.backward(engine.constant(new float[] {1}), 1)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no variable");
        }
    }
}
