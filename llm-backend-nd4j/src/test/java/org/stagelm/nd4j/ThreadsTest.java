package org.stagelm.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

/** Tensors go from thread to thread; scopes and recordings belong to one. */
class ThreadsTest {

    private final Engine engine = Nd4jEngine.open(2);

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void aTensorMadeInOneThreadIsUsedInAnother() {
        Tensor made = CompletableFuture.supplyAsync(() -> engine.constant(new float[] {1, 2}, 2)).join();
        try (Scope scope = engine.scope()) {
            assertThat(engine.doubles(made.add(1))).containsExactly(2, 3);
        }
        made.close();
    }

    @Test
    void aVariableIsTrainedInAnotherThreadThanItWasMadeIn() {
        try (Scope scope = engine.scope(); Tensor variable = engine.variable(engine.constant(new float[] {3}))) {
            CompletableFuture.runAsync(() -> {
                try (Recording recording = engine.record()) {
                    recording.backward(variable.square(), 1);
                }
            }).join();
            assertThat(engine.doubles(engine.gradient(variable).orElseThrow())).containsExactly(6);
        }
    }

    @Test
    void aRecordingRecordsItsOwnThreadOnly() {
        try (Scope scope = engine.scope();
                Tensor variable = engine.variable(engine.constant(new float[] {3}));
                Recording recording = engine.record()) {
            Tensor elsewhere = CompletableFuture.supplyAsync(() -> variable.mul(10)).join();
            recording.backward(elsewhere.mul(variable), 1);
            elsewhere.close();
            assertThat(engine.doubles(engine.gradient(variable).orElseThrow())).containsExactly(30);
        }
    }

    @Test
    void aThreadHasOneRecordingAtATime() {
        try (Recording recording = engine.record()) {
            assertThatThrownBy(engine::record).isInstanceOf(IllegalStateException.class).hasMessageContaining("open on this thread already");
        }
        engine.record().close();
    }

    @Test
    void aScopeIsClosedByItsOwnThread() {
        try (Scope scope = engine.scope()) {
            assertThatThrownBy(() -> CompletableFuture.runAsync(scope::close).join()).isInstanceOf(CompletionException.class)
                    .cause().isInstanceOf(IllegalStateException.class).hasMessageContaining("thread");
        }
    }

    @Test
    void scopesCloseFromTheInsideOut() {
        Scope outer = engine.scope();
        Scope inner = engine.scope();
        assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class).hasMessageContaining("inside");
        inner.close();
        outer.close();
        Tensor own = engine.constant(new float[1], 1);
        assertThat(engine.doubles(own)).as("no scope is left open").containsExactly(0);
        own.close();
    }

    @Test
    void networksTrainedSideBySideLearnAsTheyDoAlone() {
        List<Double> alone = train();
        List<CompletableFuture<List<Double>>> together = IntStream.range(0, 3).mapToObj(i -> CompletableFuture.supplyAsync(this::train)).toList();
        // Work is cut by its size, not by who is free to do it: the same bits whatever runs beside it.
        together.forEach(losses -> assertThat(losses.join()).isEqualTo(alone));
    }

    private List<Double> train() {
        try (SmallNetwork network = new SmallNetwork(engine)) {
            return IntStream.range(0, 20).mapToObj(i -> network.step()).toList();
        }
    }
}
