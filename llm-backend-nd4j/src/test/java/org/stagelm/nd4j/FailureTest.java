package org.stagelm.nd4j;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.reference.ReferenceEngine;

/** What cannot be computed is refused in one line: operation, layer, inputs, reason. */
class FailureTest {

    private static final Nd4jEngine ENGINE = Nd4jEngine.open(1);

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @Test
    void anIdOutOfRangeIsNamedWithItsLayer() {
        try (Scope scope = ENGINE.scope()) {
            Tensor table = ENGINE.constant(new float[6], 3, 2);
            Tensor ids = ENGINE.ids(new int[] {2, 3}, 2);
            assertThatThrownBy(() -> LayerPath.within("model.embedding", () -> table.gather(ids))).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("gather in model.embedding (FLOAT32 [3, 2], INT64 [2]): id 3 is not in 0 … 2");
            assertThatThrownBy(() -> ENGINE.constant(new float[6], 2, 3).crossEntropy(ids, -100)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("crossEntropy (FLOAT32 [2, 3], INT64 [2]): id 3");
        }
    }

    @Test
    void nothingIsConvertedSilently() {
        try (Scope scope = ENGINE.scope()) {
            Tensor floats = ENGINE.constant(new float[2], 2);
            Tensor ids = ENGINE.ids(new int[2], 2);
            assertThatThrownBy(() -> floats.add(ids)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("add (FLOAT32 [2], INT64 [2]): FLOAT32 and INT64 differ: cast one of them");
            assertThatThrownBy(ids::exp).isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("exp")
                    .hasMessageContaining("not for integers");
            assertThatThrownBy(() -> ids.mul(0.5)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0.5 is not an integer");
            assertThatThrownBy(() -> floats.less(floats).add(1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("BOOL");
            assertThatThrownBy(() -> floats.reshape(Shape.of(1, 2).dims().get(0), Shape.of(2).dim(0)).gather(floats))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ids must be INT64");
        }
    }

    @Test
    void aTensorOfAnotherEngineIsRefused() {
        try (ReferenceEngine other = new ReferenceEngine(); Scope scope = ENGINE.scope(); Scope otherScope = other.scope()) {
            Tensor foreign = other.constant(new float[2], 2);
            assertThatThrownBy(() -> ENGINE.constant(new float[2], 2).add(foreign)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("another backend");
        }
        try (Nd4jEngine other = Nd4jEngine.open(1); Scope scope = other.scope()) {
            assertThatThrownBy(() -> ENGINE.doubles(other.constant(new float[2], 2))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void gradientsDoNotPassThroughState() {
        try (StateSlot slot = ENGINE.state("layers.0.keys", 0, Shape.of(2)); Recording recording = ENGINE.record()) {
            assertThatThrownBy(() -> slot.append(ENGINE.constant(new float[1], 1))).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("layers.0.keys").hasMessageContaining("recording");
        }
    }

    @Test
    void aLossThatDependsOnNothingIsRefused() {
        try (Recording recording = ENGINE.record()) {
            Tensor loss = ENGINE.constant(new float[] {1});
            assertThatThrownBy(() -> recording.backward(loss, 1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("no variable");
        }
    }

    @Test
    void adamAndClippingAreForFloats() {
        try (Scope scope = ENGINE.scope(); Tensor variable = ENGINE.variable(ENGINE.constant(new float[] {1}).cast(DType.FLOAT64))) {
            try (Recording recording = ENGINE.record()) {
                recording.backward(variable.square(), 1);
            }
            assertThatThrownBy(() -> ENGINE.clipGradients(List.of(variable), 1)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("FLOAT64");
        }
    }
}
