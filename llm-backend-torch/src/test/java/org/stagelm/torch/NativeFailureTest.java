package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.reference.ReferenceEngine;

/** What libtorch refuses arrives as one line, and what would end the JVM does not reach it. */
class NativeFailureTest {

    private final Engine engine = TorchEngine.open(2);

    @Test
    void theMessageIsOneLineWithOperationLayerShapesAndReason() {
        try (Scope scope = engine.scope()) {
            Tensor table = engine.constant(new float[6], 3, 2);
            Tensor ids = engine.ids(new int[] {1, 9}, 2);
            assertThatThrownBy(() -> LayerPath.within("model.embed", () -> table.gather(ids))).isInstanceOf(IllegalStateException.class)
                    .hasMessage("torch gather in model.embed (FLOAT32 [3, 2], INT64 [2]): index out of range in self");
        }
    }

    @Test
    void tooMuchMemoryIsAnErrorNotTheEnd() {
        try (Scope scope = engine.scope()) {
            Tensor one = engine.constant(new float[1], 1, 1);
            Tensor wide = one.expand(Dim.of(1L << 10), Dim.of(1L << 40));
            assertThatThrownBy(() -> wide.add(1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("torch add")
                    .message().doesNotContain("\n");
        }
    }

    @Test
    void aClosedTensorIsRefusedByEveryKindOfCall() {
        Tensor closed;
        try (Scope scope = engine.scope()) {
            closed = engine.constant(new float[] {1, 2}, 2);
        }
        Tensor freed = closed;
        try (Scope scope = engine.scope(); Tensor variable = engine.variable(engine.constant(new float[2], 2))) {
            Tensor open = engine.constant(new float[2], 2);
            assertThatThrownBy(() -> open.add(freed)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
            assertThatThrownBy(() -> Tensor.concat(0, open, freed)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
            assertThatThrownBy(() -> engine.variable(freed)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
            assertThatThrownBy(() -> engine.assign(variable, freed)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
            assertThatThrownBy(() -> scope.keep(freed)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        }
    }

    @Test
    void aClosedVariableIsRefused() {
        Tensor variable = engine.variable(engine.constant(new float[2], 2));
        variable.close();
        assertThatThrownBy(() -> engine.gradient(variable)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> engine.clearGradients(List.of(variable))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aGradientThatWasClearedIsRefused() {
        try (Scope scope = engine.scope(); Tensor variable = engine.variable(engine.constant(new float[] {3}))) {
            try (Recording recording = engine.record()) {
                recording.backward(variable.square(), 1);
            }
            Tensor gradient = engine.gradient(variable).orElseThrow();
            gradient.close(); // it is not the caller's
            assertThat(engine.doubles(gradient)).containsExactly(6);
            engine.clearGradients(List.of(variable));
            assertThatThrownBy(() -> engine.doubles(gradient)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        }
    }

    @Test
    void aMomentOfAnotherSizeIsRefused() {
        try (Scope scope = engine.scope(); Tensor variable = engine.variable(engine.constant(new float[4], 4))) {
            try (Recording recording = engine.record()) {
                recording.backward(variable.sum(0, false), 1);
            }
            Tensor fits = engine.constant(new float[4], 4);
            AdamStep step = new AdamStep(1, 0, 0, 1, 0, true, 1);
            for (Tensor wrong : List.of(engine.constant(new float[2], 2), engine.constant(new float[1], 1).expand(Dim.of(4)))) {
                assertThatThrownBy(() -> engine.adam(List.of(variable), List.of(List.of(fits, wrong)), step))
                        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("moment");
            }
        }
    }

    @Test
    void aTensorOfAnotherEngineIsRefused() {
        Engine other = new ReferenceEngine();
        try (Scope scope = engine.scope(); Scope others = other.scope()) {
            Tensor ours = engine.constant(new float[1], 1);
            Tensor theirs = other.constant(new float[1], 1).cast(ours.type());
            assertThatThrownBy(() -> ours.add(theirs)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("another backend");
        }
    }

    @Test
    void typesAreNotMixedSilently() {
        try (Scope scope = engine.scope()) {
            Tensor ids = engine.ids(new int[] {1}, 1);
            Tensor floats = engine.constant(new float[] {1}, 1);
            assertThatThrownBy(() -> ids.add(floats)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("types differ");
            assertThatThrownBy(() -> ids.mul(0.5)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("INT64");
            assertThatThrownBy(() -> ids.div(ids)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("INT64");
        }
    }

    @Test
    void aStateDoesNotTakePartInARecording() {
        try (StateSlot slot = engine.state("layers.0.keys", 0, Shape.of(4)); Recording recording = engine.record()) {
            Tensor chunk = engine.constant(new float[2], 2);
            assertThatThrownBy(() -> slot.append(chunk)).isInstanceOf(IllegalStateException.class).hasMessageContaining("layers.0.keys");
        }
    }
}
