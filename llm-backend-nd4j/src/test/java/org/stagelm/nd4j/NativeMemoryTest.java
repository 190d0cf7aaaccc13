package org.stagelm.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.contract.MemoryContract;
import org.stagelm.testkit.contract.SmallNetwork;

/** The engine counts every byte it takes. */
class NativeMemoryTest implements MemoryContract {

    private final Nd4jEngine engine = Nd4jEngine.open(2);

    @AfterEach
    void closeEngine() {
        assertThat(engine.usedBytes()).isZero();
        engine.close();
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public long held() {
        return engine.usedBytes();
    }

    @Test
    void theProcessStaysOfOneSize() {
        try (SmallNetwork network = new SmallNetwork(engine)) {
            double first = network.step();
            for (int i = 0; i < 500; i++) {
                network.step();
            }
            long all = engine.allBytes();
            long resident = Pointer.physicalBytes();
            double last = 0;
            for (int i = 0; i < 2_000; i++) {
                last = network.step();
            }
            assertThat(last).isLessThan(first / 4);
            // A thread that had no part in an attention so far may still allocate what it computes scores in: twice 16 · 16 floats.
            assertThat(engine.allBytes() - all).isLessThanOrEqualTo(2 * 1024);
            // A step makes about 1 MB of tensors, so one forgotten graph each step would be 2 GB. The JVM's own heap may still grow towards its
            // limit.
            assertThat(Pointer.physicalBytes() - resident).isLessThan(256L << 20);
        }
    }

    @Test
    void aSteadyStepTakesNoNewMemory() {
        try (SmallNetwork network = new SmallNetwork(engine)) {
            network.step();
            network.step();
            long taken = engine.compute().pool().blocksTaken();
            for (int i = 0; i < 50; i++) {
                network.step();
            }
            assertThat(engine.compute().pool().blocksTaken()).isEqualTo(taken);
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
    void aClosedEngineGivesBackWhatItsLastTensorHeld() {
        Tensor own = engine.constant(new float[] {1}, 1);
        engine.close();
        own.close();
        assertThat(engine.allBytes()).isZero();
    }

    @Test
    void recomputingLowersThePeak() {
        long recomputed = peak(Tensor::recompute);
        long plain = peak((x, body) -> body.apply(x));
        // Of 20 layers 2 MB of input each and what one layer saves, instead of all that 20 layers save.
        assertThat(recomputed).isLessThan(plain / 2);
    }

    /** The most bytes that going through 20 layers forth and back takes, looked at in each layer. */
    private long peak(BiFunction<Tensor, UnaryOperator<Tensor>, Tensor> part) {
        long before = engine.usedBytes();
        AtomicLong most = new AtomicLong();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(engine.constant(new float[1 << 19], 512, 1024));
                Recording recording = engine.record()) {
            Tensor y = x;
            for (int i = 0; i < 20; i++) {
                try (Scope layer = engine.scope()) {
                    y = layer.keep(part.apply(y, t -> {
                        Tensor z = t.tanh().exp().sigmoid().sin().tanh().exp().sigmoid().sin().mul(t);
                        most.accumulateAndGet(engine.usedBytes(), Math::max);
                        return z;
                    }));
                }
            }
            recording.backward(y.sum(0, false).sum(0, false), 1);
        }
        return most.get() - before;
    }
}
