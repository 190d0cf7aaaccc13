package org.stagelm.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.KeyValue;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.contract.SmallNetwork;

/** Native memory stays flat without the garbage collector's help. The engine counts every byte it takes. */
class NativeMemoryTest {

    private final Nd4jEngine engine = Nd4jEngine.open(2);

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void trainingLeavesNothingBehind() {
        try (SmallNetwork network = new SmallNetwork(engine)) {
            double first = network.step();
            for (int i = 0; i < 500; i++) {
                network.step();
            }
            long used = engine.usedBytes();
            long all = engine.allBytes();
            long resident = Pointer.physicalBytes();
            double last = 0;
            for (int i = 0; i < 2_000; i++) {
                last = network.step();
            }
            assertThat(last).isLessThan(first / 4);
            assertThat(engine.usedBytes()).isEqualTo(used);
            // A thread that had no part in an attention so far may still allocate what it computes scores in: twice 16 · 16 floats.
            assertThat(engine.allBytes() - all).isLessThanOrEqualTo(2 * 1024);
            // A step makes about 1 MB of tensors, so one forgotten graph each step would be 2 GB. The JVM's own heap may still grow towards its
            // limit.
            assertThat(Pointer.physicalBytes() - resident).isLessThan(256L << 20);
        }
        assertThat(engine.usedBytes()).isZero();
    }

    @Test
    void generatingWithACacheLeavesNothingBehind() {
        try (StateSlot keys = engine.state("k", 2, Shape.of(1, 2, 64, 8)); StateSlot values = engine.state("v", 2, Shape.of(1, 2, 64, 8))) {
            long used = engine.usedBytes();
            for (int i = 0; i < 64; i++) {
                try (Scope scope = engine.scope()) {
                    Tensor query = engine.constant(new float[32], 1, 4, 1, 8);
                    Tensor key = engine.constant(new float[16], 1, 2, 1, 8);
                    Optional<KeyValue> cache = Optional.of(new KeyValue(keys, values));
                    Tensor seen = new Attend(query, key, key, Optional.empty(), cache, Optional.empty(), Mask.CAUSAL, 1, OptionalDouble.empty(),
                            Optional.empty()).compute();
                    assertThat(engine.doubles(seen)).containsOnly(0);
                }
            }
            assertThat(engine.usedBytes()).isEqualTo(used);
        }
    }

    @Test
    void failedOperationsLeaveNothingBehind() {
        for (int round = 0; round < 100; round++) {
            try (Recording recording = engine.record()) {
                Tensor table = engine.constant(new float[6], 3, 2);
                Tensor ids = engine.ids(new int[] {9}, 1);
                assertThatThrownBy(() -> table.gather(ids)).isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("gather").hasMessageContaining("id 9 is not in 0 … 2");
            }
        }
        assertThat(engine.usedBytes()).isZero();
    }

    @Test
    void aRecordingThatNeverGoesBackLeavesNothingBehind() {
        try (Scope scope = engine.scope(); Tensor x = engine.variable(engine.constant(new float[] {1, 2}, 2))) {
            long used = engine.usedBytes();
            try (Recording recording = engine.record()) {
                x.exp().mul(x).softmax();
            }
            assertThat(engine.usedBytes()).isEqualTo(used);
        }
    }

    @Test
    void textsOfGrowingLengthDoNotPileUp() {
        long most = 0;
        for (int length = 1; length <= 2_000; length++) {
            try (Scope scope = engine.scope()) {
                engine.constant(new float[length * 16], length, 16).add(1).mul(2);
                most = Math.max(most, engine.usedBytes());
            }
        }
        assertThat(engine.allBytes()).isLessThan(most + (80L << 20));
    }

    @Test
    void aClosedEngineRefusesWork() {
        Tensor own = engine.constant(new float[] {1}, 1);
        engine.close();
        assertThatThrownBy(() -> own.add(1)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        own.close();
        assertThat(engine.allBytes()).isZero();
    }
}
