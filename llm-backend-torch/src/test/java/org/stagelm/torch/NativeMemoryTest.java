package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Engine;
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
}
