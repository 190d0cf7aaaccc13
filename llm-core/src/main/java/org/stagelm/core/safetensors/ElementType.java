package org.stagelm.core.safetensors;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stagelm.api.tensor.DType;

/** The element types of the format that can be read. Its 8-bit floats and unsigned wide integers cannot. */
enum ElementType {
    F64(8, DType.FLOAT64),
    F32(4, DType.FLOAT32),
    F16(2, DType.FLOAT16),
    BF16(2, DType.BFLOAT16),
    I64(8, DType.INT64),
    I32(4, DType.INT32),
    /** No engine computes with it. */
    I16(2, null),
    I8(1, DType.INT8),
    U8(1, DType.UINT8),
    BOOL(1, DType.BOOL);

    private final int bytes;
    private final DType type;

    ElementType(int bytes, DType type) {
        this.bytes = bytes;
        this.type = type;
    }

    int bytes() {
        return bytes;
    }

    Optional<DType> type() {
        return Optional.ofNullable(type);
    }

    boolean isFloating() {
        return type != null && type.isFloating();
    }

    static Optional<ElementType> of(String name) {
        return Arrays.stream(values()).filter(t -> t.name().equals(name)).findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }

    /** Reads one element of a floating type; 64 bits are rounded to 32. */
    float readFloat(ByteBuffer from) {
        return switch (this) {
            case F32 -> from.getFloat();
            case F64 -> (float) from.getDouble();
            case BF16 -> Float.intBitsToFloat(from.getShort() << 16);
            case F16 -> HalfFloat.toFloat(from.getShort());
            default -> throw new IllegalStateException(this + " is not floating");
        };
    }

    /** Reads one element of an integer type; BOOL gives 0 or 1. */
    long readInteger(ByteBuffer from) {
        return switch (this) {
            case I64 -> from.getLong();
            case I32 -> from.getInt();
            case I16 -> from.getShort();
            case I8 -> from.get();
            case U8 -> from.get() & 0xFF;
            case BOOL -> from.get() != 0 ? 1 : 0;
            default -> throw new IllegalStateException(this + " is not an integer");
        };
    }
}
