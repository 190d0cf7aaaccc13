package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

/** Tensors go from thread to thread; scopes and recordings belong to one. */
public interface ThreadsContract extends EngineUnderTest {

    @Test
    default void aTensorMadeInOneThreadIsUsedInAnother() {
        Engine engine = engine();
        Tensor made = CompletableFuture.supplyAsync(() -> engine.constant(new float[] {1, 2}, 2)).join();
        try (Scope scope = engine.scope()) {
            assertThat(engine.doubles(made.add(1))).containsExactly(2, 3);
        }
        made.close();
    }

    @Test
    default void aTensorIsClosedByAnotherThreadThanItsScopes() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor made = engine.constant(new float[] {1});
            CompletableFuture.runAsync(made::close).join();
            assertThatThrownBy(() -> made.add(1)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    default void aVariableIsTrainedInAnotherThreadThanItWasMadeIn() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor variable = engine.variable(engine.constant(new float[] {3}))) {
            CompletableFuture.runAsync(() -> {
                try (Recording recording = engine.record()) {
                    recording.backward(variable.square(), 1);
                }
            }).join();
            assertThat(CaseRun.gradient(engine, variable)).containsExactly(6);
        }
    }

    @Test
    default void aRecordingRecordsItsOwnThreadOnly() {
        Engine engine = engine();
        try (Scope scope = engine.scope();
                Tensor variable = engine.variable(engine.constant(new float[] {3}));
                Recording recording = engine.record()) {
            Tensor elsewhere = CompletableFuture.supplyAsync(() -> variable.mul(10)).join();
            recording.backward(elsewhere.mul(variable), 1);
            elsewhere.close();
            assertThat(CaseRun.gradient(engine, variable)).containsExactly(30);
        }
    }

    @Test
    default void scopesAndRecordingsAreClosedByTheirOwnThread() {
        try (Scope scope = engine().scope()) {
            assertForeign(scope::close);
            assertForeign(() -> scope.keep(engine().constant(new float[] {1})));
        }
        try (Recording recording = engine().record()) {
            assertForeign(recording::close);
        }
    }

    private static void assertForeign(Runnable work) {
        assertThatThrownBy(() -> CompletableFuture.runAsync(work).join()).isInstanceOf(CompletionException.class)
                .cause().isInstanceOf(IllegalStateException.class).hasMessageContaining("thread");
    }

    /** No operation gives other bits because of what runs beside it. */
    @Test
    default void networksTrainedSideBySideLearnAsTheyDoAlone() {
        double[][] alone = SmallNetwork.trained(engine());
        List<CompletableFuture<double[][]>> together = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> SmallNetwork.trained(engine()))).toList();
        together.forEach(parameters -> assertThat(parameters.join()).isDeepEqualTo(alone));
    }

    /** Dropout, clipping and Adam included. */
    @Test
    default void aTrainingDoneTwiceGivesTheSameBits() {
        assertThat(SmallNetwork.trained(engine())).isDeepEqualTo(SmallNetwork.trained(engine()));
    }
}
