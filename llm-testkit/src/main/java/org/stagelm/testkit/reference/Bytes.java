package org.stagelm.testkit.reference;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.stagelm.api.tensor.DType;

/** Elements to and from bytes in native order, beginning at a buffer's position, which stays where it is. */
final class Bytes {

    private Bytes() {}

    static Elements read(DType type, ByteBuffer from, int size) {
        ByteBuffer bytes = view(from, type, size);
        return type.isFloating()
                ? Elements.floating(type, size, i -> number(type, bytes, i * type.bytes()))
                : Elements.integer(type, size, i -> integer(type, bytes, i * type.bytes()));
    }

    static void write(Elements elements, ByteBuffer to) {
        DType type = elements.type();
        ByteBuffer bytes = view(to, type, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            int at = i * type.bytes();
            switch (type) {
                case FLOAT64 -> bytes.putDouble(at, elements.number(i));
                case FLOAT32 -> bytes.putFloat(at, (float) elements.number(i));
                case BFLOAT16 -> bytes.putShort(at, (short) (Float.floatToIntBits((float) elements.number(i)) >>> 16));
                case FLOAT16 -> bytes.putShort(at, halfBits(elements.number(i)));
                case INT64 -> bytes.putLong(at, elements.integer(i));
                case INT32 -> bytes.putInt(at, (int) elements.integer(i));
                case INT8, UINT8, BOOL -> bytes.put(at, (byte) elements.integer(i));
            }
        }
    }

    private static ByteBuffer view(ByteBuffer buffer, DType type, int size) {
        if (buffer.remaining() < (long) size * type.bytes()) {
            throw new IllegalArgumentException(size + " elements of " + type + " need " + (long) size * type.bytes() + " bytes, the buffer has "
                    + buffer.remaining());
        }
        return buffer.slice().order(ByteOrder.nativeOrder());
    }

    private static double number(DType type, ByteBuffer bytes, int at) {
        return switch (type) {
            case FLOAT64 -> bytes.getDouble(at);
            case FLOAT32 -> bytes.getFloat(at);
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at) << 16);
            default -> half(bytes.getShort(at));
        };
    }

    private static long integer(DType type, ByteBuffer bytes, int at) {
        return switch (type) {
            case INT64 -> bytes.getLong(at);
            case INT32 -> bytes.getInt(at);
            default -> bytes.get(at);
        };
    }

    /** IEEE 754 binary16: 1 bit sign, 5 exponent (bias 15), 10 fraction. */
    private static double half(short bits) {
        int sign = bits < 0 ? -1 : 1;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return sign * (exponent == 0 ? Math.scalb((double) fraction, -24) : Math.scalb((double) (fraction + 0x400), exponent - 25));
    }

    /** Of a number that FLOAT16 can hold. */
    private static short halfBits(double x) {
        int sign = Double.doubleToRawLongBits(x) < 0 ? 0x8000 : 0;
        if (Double.isNaN(x)) {
            return (short) 0x7e00;
        }
        if (Double.isInfinite(x)) {
            return (short) (sign | 0x7c00);
        }
        int exponent = Math.getExponent(x);
        double size = Math.abs(x);
        if (exponent < -14) {
            return (short) (sign | (int) Math.scalb(size, 24));
        }
        return (short) (sign | exponent + 15 << 10 | (int) Math.scalb(size, 10 - exponent) - 0x400);
    }
}
