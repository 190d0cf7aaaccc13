package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;

/** What an engine of bfloat16 does with weights of float32, and what it keeps in bfloat16. */
class Bfloat16Test {

    /** Of a step; at 1, bfloat16 has no number between 0.996 and 1. */
    private static final double RATE = 1e-4;

    private final Engine engine = TorchEngine.open(new TorchSettings(2, FloatType.BFLOAT16, "cpu"));

    /** With betas of 0, Adam moves each value by the learning rate against its gradient. */
    @Test
    void aStepTooSmallForBfloat16MovesAWeightOfFloat32() {
        try (Scope scope = engine.scope()) {
            Tensor ones = engine.constant(new float[] {1, 1, 1}, 3).cast(DType.FLOAT32);
            try (Tensor weight = engine.variable(ones); Tensor m = engine.fixed(ones.mul(0)); Tensor v = engine.fixed(ones.mul(0))) {
                try (Recording recording = engine.record()) {
                    Tensor computed = weight.cast(engine.floatType());
                    recording.backward(computed.square().sum(0, false).cast(DType.FLOAT32), 1);
                }
                assertThat(engine.gradient(weight).map(Tensor::type)).contains(DType.FLOAT32);
                assertThat(engine.clipGradients(List.of(weight), 1)).isCloseTo(Math.sqrt(12), within(1e-6));
                engine.adam(List.of(weight), List.of(List.of(m, v)), new AdamStep(RATE, 0, 0, 0, 0, true, 1));
                double[] moved = {1 - RATE, 1 - RATE, 1 - RATE};
                assertThat(engine.doubles(weight)).containsExactly(moved, within(1e-7)); // a rounding of float32
            }
        }
    }

    @Test
    void stateAndConstantsAreOfBfloat16() {
        try (Scope scope = engine.scope(); StateSlot slot = engine.state("keys", 0, Shape.of(4))) {
            Tensor kept = slot.append(engine.constant(new float[] {1, 2}, 2));
            assertThat(kept.type()).isEqualTo(DType.BFLOAT16);
            assertThat(engine.doubles(kept)).containsExactly(1, 2);
        }
    }

    /** 1 / (1 − 0.3) rounds up in bfloat16, by 0.08 %: on average, what is dropped and what is added must still balance. */
    @Test
    void dropoutScalesBeforeItRounds() {
        try (Scope scope = engine.scope()) {
            Tensor x = engine.constant(new float[] {2.09375f});
            double kept = engine.doubles(x.dropout(Optional.of(new Dropout(0.3, keepingFirst()))))[0];
            assertThat(kept).isEqualTo(2.984375); // 2.99107 lies between 2.984375 and 3; with a factor rounded first, 2.99341, it would be 3
        }
    }

    private static RandomKey keepingFirst() {
        return LongStream.range(0, 100).mapToObj(RandomKey::new).filter(key -> key.uniform(0) >= 0.3).findFirst().orElseThrow();
    }

    @Test
    void withoutCudaTheDeviceIsRefused() {
        Assumptions.assumeFalse(torch.cuda_is_available());
        assertThatThrownBy(() -> TorchEngine.open(new TorchSettings(1, FloatType.FLOAT32, "cuda"))).isInstanceOf(UserError.class)
                .hasMessageStartingWith("the engine torch cannot use the device cuda:0: ");
    }
}
