package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.contract.MemoryContract;
import org.stagelm.testkit.contract.SmallNetwork;

/** JavaCPP counts every native object that Java holds: the count may fall, where the collector finds what another test forgot, but not rise. */
class NativeMemoryTest implements MemoryContract {

    private static final Engine ENGINE = TorchEngine.open(1);

    @Override
    public Engine engine() {
        return ENGINE;
    }

    @Override
    public long held() {
        return Pointer.totalCount();
    }

    @Test
    void theProcessStaysOfOneSize() {
        try (SmallNetwork network = new SmallNetwork(ENGINE)) {
            double first = network.step();
            for (int i = 0; i < 500; i++) {
                network.step();
            }
            long resident = Pointer.physicalBytes();
            double last = 0;
            for (int i = 0; i < 3_000; i++) {
                last = network.step();
            }
            assertThat(last).isLessThan(first / 4);
            // A step makes about 1 MB of tensors: one forgotten of the smallest activations (8 KB) each step would be 24 MB, a forgotten graph 3 GB.
            // The JVM's own heap may still grow towards its limit, which is why the bound is not tighter.
            assertThat(Pointer.physicalBytes() - resident).isLessThan(256L << 20);
        }
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
        try (Scope scope = ENGINE.scope(); Tensor x = ENGINE.variable(ENGINE.constant(new float[1 << 19], 512, 1024));
                Recording recording = ENGINE.record()) {
            Tensor y = x;
            for (int i = 0; i < 20; i++) {
                try (Scope layer = ENGINE.scope()) {
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
