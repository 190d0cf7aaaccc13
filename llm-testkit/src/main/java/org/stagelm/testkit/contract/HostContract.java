package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** Numbers to and from the host. */
public interface HostContract extends EngineUnderTest {

    @TestFactory
    default Stream<DynamicTest> bytesOfEachTypeComeBack() {
        return Arrays.stream(DType.values()).map(type -> DynamicTest.dynamicTest(type.name(), () -> {
            for (ByteBuffer bytes : new ByteBuffer[] {ByteBuffer.allocate(100), ByteBuffer.allocateDirect(100)}) {
                fill(type, bytes);
                roundTrip(type, bytes);
            }
        }));
    }

    @TestFactory
    default Stream<DynamicTest> eachTypeReadsAsDoubles() {
        return Arrays.stream(DType.values()).map(type -> DynamicTest.dynamicTest(type.name(), () -> {
            ByteBuffer bytes = ByteBuffer.allocateDirect(100);
            double[] numbers = fill(type, bytes);
            Engine engine = engine();
            try (Scope scope = engine.scope()) {
                assertThat(engine.doubles(engine.upload(type, bytes, 2, 3))).containsExactly(numbers);
            }
        }));
    }

    @Test
    default void readingAViewGivesItsOwnOrder() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor view = TestTensors.of(engine, new double[] {1, 2, 3, 4, 5, 6}, 2, 3).transpose(0, 1).slice(0, 1, 2);
            assertThat(engine.doubles(view)).containsExactly(2, 5, 3, 6);
            float[] floats = new float[5];
            engine.floats(view, floats);
            assertThat(floats).containsExactly(2, 5, 3, 6, 0);
            ByteBuffer bytes = ByteBuffer.allocateDirect(32).order(ByteOrder.nativeOrder());
            engine.read(view.cast(DType.FLOAT64), bytes);
            assertThat(bytes.getDouble(8)).isEqualTo(5);
        }
    }

    @Test
    default void idsAreInt64() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor ids = engine.ids(new int[] {3, -100, Integer.MAX_VALUE, 0, 5, 6}, 2, 3);
            assertThat(ids.type()).isEqualTo(DType.INT64);
            assertThat(ids.shape().sizes()).containsExactly(2, 3);
            assertThat(engine.doubles(ids)).containsExactly(3, -100, Integer.MAX_VALUE, 0, 5, 6);
        }
    }

    @Test
    default void anUploadIsACopy() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder());
            Tensor x = engine.upload(DType.FLOAT32, bytes, 2);
            bytes.putFloat(0, 7);
            assertThat(engine.doubles(x)).containsExactly(0, 0);
            int[] ids = {1};
            Tensor y = engine.ids(ids, 1);
            ids[0] = 2;
            assertThat(engine.doubles(y)).containsExactly(1);
        }
    }

    @Test
    default void tooFewNumbersForAShapeAreRefused() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            assertThatThrownBy(() -> engine.upload(DType.FLOAT32, ByteBuffer.allocateDirect(8), 3)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> engine.ids(new int[2], 3)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> engine.constant(new float[2], 3)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> engine.read(TestTensors.normal(engine, 1, 3), ByteBuffer.allocateDirect(2)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    default void tensorsWithoutElementsComeAndGo() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor[] empty = {engine.upload(DType.FLOAT32, ByteBuffer.allocate(0), 0, 3), engine.constant(new float[0], 2, 0),
                engine.ids(new int[0], 0), engine.arange(Dim.of(5), Dim.of(0))};
            for (Tensor x : empty) {
                assertThat(x.shape().elements()).isZero();
                assertThat(engine.doubles(x)).isEmpty();
                engine.read(x, ByteBuffer.allocate(0));
            }
            engine.floats(empty[0], new float[0]);
            try (Tensor variable = engine.variable(empty[1]); Tensor fixed = engine.fixed(empty[1])) {
                engine.assign(variable, fixed);
                assertThat(engine.doubles(variable)).isEmpty();
            }
        }
    }

    @Test
    default void anEngineSaysWhatItIs() {
        assertThat(engine().name()).matches("[a-z][a-z0-9-]*");
        assertThat(engine().description()).isNotBlank();
        assertThat(engine().floatType().isFloating()).isTrue();
    }

    private void roundTrip(DType type, ByteBuffer bytes) {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            int position = bytes.position();
            Tensor x = engine.upload(type, bytes, 2, 3);
            assertThat(x.type()).isEqualTo(type);
            assertThat(x.shape().sizes()).containsExactly(2, 3);
            ByteBuffer back = bytes.isDirect() ? ByteBuffer.allocateDirect(100) : ByteBuffer.allocate(100);
            engine.read(x, back);
            for (int i = 0; i < 6 * type.bytes(); i++) {
                assertThat(back.get(i)).as("byte %d", i).isEqualTo(bytes.get(position + i));
            }
        }
    }

    /** Writes six numbers that the type can hold behind a margin of 16 bytes, at the buffer's new position. */
    private static double[] fill(DType type, ByteBuffer bytes) {
        double[] numbers = switch (type) {
            case BOOL -> new double[] {0, 1, 1, 0, 0, 1};
            case UINT8 -> new double[] {0, 1, 127, 128, 200, 255};
            case INT8 -> new double[] {0, 1, -1, 127, -128, 100};
            case INT32 -> new double[] {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 100_000};
            case INT64 -> new double[] {0, 1, -1, 1L << 52, -(1L << 52), 100_000};
            default -> new double[] {0, 1, -2.5, 0.15625, 1024, -0.0078125};
        };
        bytes.order(ByteOrder.nativeOrder()).position(16);
        for (int i = 0; i < numbers.length; i++) {
            int at = 16 + i * type.bytes();
            double x = numbers[i];
            switch (type) {
                case FLOAT64 -> bytes.putDouble(at, x);
                case FLOAT32 -> bytes.putFloat(at, (float) x);
                case BFLOAT16 -> bytes.putShort(at, (short) (Float.floatToIntBits((float) x) >>> 16));
                case FLOAT16 -> bytes.putShort(at, new short[] {0, 0x3c00, (short) 0xc100, 0x3100, 0x6400, (short) 0xa000}[i]);
                case INT64 -> bytes.putLong(at, (long) x);
                case INT32 -> bytes.putInt(at, (int) x);
                case INT8, UINT8, BOOL -> bytes.put(at, (byte) (long) x);
            }
        }
        return numbers;
    }
}
