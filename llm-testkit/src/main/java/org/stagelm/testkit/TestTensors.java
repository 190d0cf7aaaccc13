package org.stagelm.testkit;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.assertj.core.api.Assertions;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Tensor;

/** Tensors with given numbers, and comparisons of what came out. */
public final class TestTensors {

    private TestTensors() {}

    /** Row-major numbers in the engine's float type. */
    public static Tensor of(Engine engine, double[] numbers, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(numbers.length * Double.BYTES).order(ByteOrder.nativeOrder());
        bytes.asDoubleBuffer().put(numbers);
        return engine.upload(DType.FLOAT64, bytes, shape).cast(engine.floatType());
    }

    /** BOOL: true where a number is not 0. */
    public static Tensor flags(Engine engine, double[] numbers, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocateDirect(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            bytes.put(i, (byte) (numbers[i] == 0 ? 0 : 1));
        }
        return engine.upload(DType.BOOL, bytes, shape);
    }

    /** Standard normal numbers, the same on every engine but for rounding to its float type. */
    public static Tensor normal(Engine engine, long seed, long... shape) {
        RandomKey key = new RandomKey(seed);
        double[] numbers = new double[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        Arrays.setAll(numbers, key::normal);
        return of(engine, numbers, shape);
    }

    /**
     * Fails unless each number is within {@code tolerance} · max(1, largest expected size) of the expected one. Infinite and undefined numbers must
     * be the same.
     *
     * @param what is compared, for the message
     */
    public static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
        Assertions.assertThat(actual.length).as("%s: number of elements", what).isEqualTo(expected.length);
        double largest = Arrays.stream(expected).filter(Double::isFinite).map(Math::abs).max().orElse(0);
        double allowed = tolerance * Math.max(1, largest);
        for (int i = 0; i < expected.length; i++) {
            boolean close = Double.compare(actual[i], expected[i]) == 0 || Math.abs(actual[i] - expected[i]) <= allowed;
            if (!close) {
                Assertions.fail("%s: element %d is %s, expected %s ± %s", what, i, actual[i], expected[i], allowed);
            }
        }
    }
}
