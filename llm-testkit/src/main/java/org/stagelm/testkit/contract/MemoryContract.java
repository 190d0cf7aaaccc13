package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.KeyValue;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;

/**
 * What an engine holds stays flat without the garbage collector's help. It is not part of {@link EngineContract}, since only the engine's own test
 * can count, and only while no other test runs beside it.
 */
public interface MemoryContract extends EngineUnderTest {

    /** What the engine's tensors hold at the moment: bytes, or native objects. The collector may lower it. */
    long held();

    @Test
    default void trainingHoldsNoMoreFromStepToStep() {
        try (SmallNetwork network = new SmallNetwork(engine())) {
            double first = network.step();
            for (int i = 0; i < 20; i++) {
                network.step();
            }
            long before = held();
            double last = 0;
            for (int i = 0; i < 200; i++) {
                last = network.step();
            }
            assertThat(last).isLessThan(first / 2);
            assertThat(held()).isLessThanOrEqualTo(before);
        }
    }

    @Test
    default void closingANetworkFreesAllOfIt() {
        SmallNetwork.trained(engine()); // whatever is made once
        long before = held();
        SmallNetwork.trained(engine());
        assertThat(held()).isLessThanOrEqualTo(before);
    }

    @Test
    default void generatingWithACacheLeavesNothingBehind() {
        generate();
        long before = held();
        generate();
        generate();
        assertThat(held()).isLessThanOrEqualTo(before);
    }

    private void generate() {
        Engine engine = engine();
        try (StateSlot keys = engine.state("k", 2, Shape.of(1, 2, 64, 8)); StateSlot values = engine.state("v", 2, Shape.of(1, 2, 64, 8))) {
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
        }
    }

    @Test
    default void failedOperationsLeaveNothingBehind() {
        fail(1);
        long before = held();
        fail(100);
        assertThat(held()).isLessThanOrEqualTo(before);
    }

    private void fail(int rounds) {
        Engine engine = engine();
        for (int round = 0; round < rounds; round++) {
            try (Recording recording = engine.record()) {
                Tensor table = engine.constant(new float[6], 3, 2);
                Tensor ids = engine.ids(new int[] {9}, 1);
                assertThat(catchThrowable(() -> table.gather(ids))).hasMessageContaining("gather");
                assertThat(catchThrowable(() -> table.crossEntropy(engine.ids(new int[] {0, 9, 0}, 3), -100))).isNotNull();
                assertThat(catchThrowable(() -> table.transpose(0, 1).matmul(engine.ids(new int[3], 3, 1)))).hasMessageContaining("matmul");
            }
        }
    }

    @Test
    default void aRecordingThatNeverGoesBackLeavesNothingBehind() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(engine.constant(new float[] {1, 2}, 2))) {
            x.exp().mul(x).softmax();
            engine.record().close();
            long before = held();
            for (int i = 0; i < 100; i++) {
                try (Recording recording = engine.record()) {
                    x.exp().mul(x).softmax();
                }
            }
            assertThat(held()).isLessThanOrEqualTo(before);
        }
    }
}
