package org.stagelm.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** Recordings side by side: their gradients add up, whichever ends first. */
class LanesTest {

    private final Engine engine = TorchEngine.open(2);

    @AfterEach
    void close() {
        engine.close();
    }

    private double[] gradient(List<Tensor> inputs, boolean sideBySide) {
        try (Scope scope = engine.scope(); Tensor weight = engine.variable(TestTensors.normal(engine, 7, 64, 64))) {
            List<Runnable> tasks = inputs.stream().<Runnable>map(x -> () -> {
                try (Recording recording = engine.record()) {
                    recording.backward(x.matmul(weight).tanh().sum(0, false).sum(0, false), 0.5);
                }
            }).toList();
            if (sideBySide) {
                engine.sideBySide(tasks);
            } else {
                tasks.forEach(Runnable::run);
            }
            return engine.doubles(engine.gradient(weight).orElseThrow());
        }
    }

    @Test
    void gradientsAreThoseOfOneAfterTheOtherEachTime() {
        assertThat(engine.lanes()).isEqualTo(2);
        try (Scope scope = engine.scope()) {
            List<Tensor> inputs = IntStream.range(1, 3).mapToObj(seed -> TestTensors.normal(engine, seed, 32, 64)).toList();
            double[] expected = gradient(inputs, false);
            double[] first = gradient(inputs, true);
            for (int i = 0; i < expected.length; i++) {
                // one thread adds up a product in another order than two
                assertThat(first[i]).isCloseTo(expected[i], within(1e-4));
            }
            for (int round = 0; round < 20; round++) {
                assertThat(gradient(inputs, true)).isEqualTo(first);
            }
        }
    }

    @Test
    void aFailureIsThrownWhenAllHaveEndedAndTheEngineGoesOn() {
        boolean[] ended = new boolean[1];
        List<Runnable> tasks = List.of(() -> {
            throw new UserError("of the first");
        }, () -> ended[0] = true);
        assertThatThrownBy(() -> engine.sideBySide(tasks)).isInstanceOf(UserError.class).hasMessage("of the first");
        assertThat(ended[0]).isTrue();
        engine.sideBySide(tasks.subList(1, 2));
    }

    @Test
    void oneThreadAndManyHaveOneLane() {
        try (Engine one = TorchEngine.open(1); Engine many = TorchEngine.open(4)) {
            assertThat(one.lanes()).isEqualTo(1);
            assertThat(many.lanes()).isEqualTo(1);
        } finally {
            TorchEngine.open(2).close(); // libtorch's number of threads as before
        }
    }
}
