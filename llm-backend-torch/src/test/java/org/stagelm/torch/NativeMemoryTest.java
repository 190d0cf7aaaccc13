package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.KeyValue;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.contract.SmallNetwork;

/**
 * Native memory stays flat without the garbage collector's help. JavaCPP counts every native object that Java holds: the count may fall, where the
 * collector finds what another test forgot, but not rise.
 */
class NativeMemoryTest {

    private final Engine engine = TorchEngine.open(1);

    @Test
    void trainingLeavesNothingBehind() {
        try (SmallNetwork network = new SmallNetwork(engine)) {
            double first = network.step();
            for (int i = 0; i < 500; i++) {
                network.step();
            }
            long objects = Pointer.totalCount();
            long resident = Pointer.physicalBytes();
            double last = 0;
            for (int i = 0; i < 3_000; i++) {
                last = network.step();
            }
            assertThat(last).isLessThan(first / 4);
            assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
            // A step makes about 1 MB of tensors: one forgotten of the smallest activations (8 KB) each step would be 24 MB, a forgotten graph 3 GB.
            // The JVM's own heap may still grow towards its limit, which is why the bound is not tighter.
            assertThat(Pointer.physicalBytes() - resident).isLessThan(256L << 20);
        }
    }

    @Test
    void closingANetworkFreesAllOfIt() {
        new SmallNetwork(engine).close(); // whatever is made once
        try (SmallNetwork warm = new SmallNetwork(engine)) {
            warm.step();
        }
        long objects = Pointer.totalCount();
        try (SmallNetwork network = new SmallNetwork(engine)) {
            network.step();
            network.step();
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
    }

    @Test
    void generatingWithACacheLeavesNothingBehind() {
        long objects = 0;
        for (int round = 0; round < 3; round++) {
            try (StateSlot keys = engine.state("k", 2, Shape.of(1, 2, 64, 8)); StateSlot values = engine.state("v", 2, Shape.of(1, 2, 64, 8))) {
                for (int i = 0; i < 64; i++) {
                    try (Scope scope = engine.scope()) {
                        Tensor query = engine.constant(new float[32], 1, 4, 1, 8);
                        Tensor key = engine.constant(new float[16], 1, 2, 1, 8);
                        new Attend(query, key, key, Optional.empty(), Optional.of(new KeyValue(keys, values)), Optional.empty(), Mask.CAUSAL, 1,
                                OptionalDouble.empty(), Optional.empty()).compute();
                    }
                }
            }
            if (round == 0) {
                objects = Pointer.totalCount();
            }
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
    }

    @Test
    void failedOperationsLeaveNothingBehind() {
        long objects = 0;
        for (int round = 0; round < 100; round++) {
            try (Scope scope = engine.scope()) {
                Tensor table = engine.constant(new float[6], 3, 2);
                Tensor ids = engine.ids(new int[] {9}, 1);
                try {
                    table.gather(ids);
                } catch (IllegalStateException expected) {
                    assertThat(expected).hasMessageContaining("out of range");
                }
            }
            if (round == 0) {
                objects = Pointer.totalCount();
            }
        }
        assertThat(Pointer.totalCount()).isLessThanOrEqualTo(objects);
    }
}
