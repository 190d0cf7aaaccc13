package org.stagelm.nd4j.kernel;

import java.nio.ByteBuffer;
import org.stagelm.api.tensor.DType;
import org.stagelm.nd4j.memory.Strided;

/** Single elements of any type, for what need not be fast: everything but floats. */
final class Elements {

    private final ByteBuffer bytes;
    private final DType type;

    private Elements(ByteBuffer bytes, DType type) {
        this.bytes = bytes;
        this.type = type;
    }

    static Elements of(Strided x) {
        return new Elements(x.block().bytes(), x.type());
    }

    /** Element {@code at}, counted in elements of the type from the block's beginning; any type. */
    double number(int at) {
        return switch (type) {
            case FLOAT64 -> bytes.getDouble(at * 8);
            case FLOAT32 -> bytes.getFloat(at * 4);
            case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at * 2) << 16);
            case FLOAT16 -> HalfPrecision.toDouble(bytes.getShort(at * 2));
            default -> integer(at);
        };
    }

    /** As {@link #number}, of an integer type; BOOL as 0 and 1. */
    long integer(int at) {
        return switch (type) {
            case INT64 -> bytes.getLong(at * 8);
            case INT32 -> bytes.getInt(at * 4);
            case UINT8 -> bytes.get(at) & 0xff;
            case INT8, BOOL -> bytes.get(at);
            default -> (long) number(at);
        };
    }

    /** Stores the nearest number that a floating type has. */
    void put(int at, double x) {
        switch (type) {
            case FLOAT64 -> bytes.putDouble(at * 8, x);
            case FLOAT32 -> bytes.putFloat(at * 4, (float) x);
            case BFLOAT16 -> bytes.putShort(at * 2, HalfPrecision.brain(x));
            case FLOAT16 -> bytes.putShort(at * 2, HalfPrecision.half(x));
            case BOOL -> bytes.put(at, (byte) (x == 0 ? 0 : 1));
            default -> put(at, (long) x);
        }
    }

    /** Stores the lowest bits that an integer type has; BOOL: whether it is not 0. */
    void put(int at, long x) {
        switch (type) {
            case INT64 -> bytes.putLong(at * 8, x);
            case INT32 -> bytes.putInt(at * 4, (int) x);
            case INT8, UINT8 -> bytes.put(at, (byte) x);
            case BOOL -> bytes.put(at, (byte) (x == 0 ? 0 : 1));
            default -> put(at, (double) x);
        }
    }
}
