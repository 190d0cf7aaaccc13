package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.Pointer;
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

    @Test
    void recomputingLowersThePeak() {
        peak(Tensor::recompute); // reads libtorch's kernels in, which is memory too
        long recomputed = peak(Tensor::recompute);
        long plain = peak((x, body) -> body.apply(x));
        // 20 layers save 16 MB each, or else 2 MB each: 280 MB less. Memory that the allocator did not give back may hide a part of it.
        assertThat(plain - recomputed).isGreaterThan(128L << 20);
    }

    /** The most bytes the process has while it goes through 20 layers forth and back, looked at in each layer. */
    private long peak(BiFunction<Tensor, UnaryOperator<Tensor>, Tensor> part) {
        AtomicLong most = new AtomicLong();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(engine.constant(new float[1 << 19], 512, 1024));
                Recording recording = engine.record()) {
            Tensor y = x;
            for (int i = 0; i < 20; i++) {
                try (Scope layer = engine.scope()) {
                    y = layer.keep(part.apply(y, t -> {
                        Tensor z = t.tanh().exp().sigmoid().sin().tanh().exp().sigmoid().sin().mul(t);
                        most.accumulateAndGet(Pointer.physicalBytes(), Math::max);
                        return z;
                    }));
                }
            }
            recording.backward(y.sum(0, false).sum(0, false), 1);
        }
        return most.get();
    }
}
