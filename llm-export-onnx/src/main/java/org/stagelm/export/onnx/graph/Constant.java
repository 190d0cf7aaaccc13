package org.stagelm.export.onnx.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stagelm.api.tensor.DType;

/**
 * Numbers that are kept in the graph itself. Two of the same content are equal.
 *
 * @param bytes little-endian, row-major
 */
record Constant(DType type, List<Long> shape, ByteBuffer bytes) {

    /** Longer constants are named by a hash of their content. */
    private static final int SHOWN = 8;

    static Constant of(long[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return new Constant(DType.INT64, boxed(shape), bytes);
    }

    static Constant of(float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return new Constant(DType.FLOAT32, boxed(shape), bytes);
    }

    private static List<Long> boxed(long[] shape) {
        return Arrays.stream(shape).boxed().toList();
    }

    /** As constants are called in graphs of onnxruntime-genai: {@code /model/constants/INT64/[0, 0, 4, 32]}. */
    String name() {
        String content = content();
        return "/model/constants/" + type + "/" + (shape.isEmpty() || shape.size() == 1 ? "" : shape) + content;
    }

    private String content() {
        int size = bytes.capacity() / type.bytes();
        if (size > SHOWN) {
            return "#" + Integer.toHexString(hashCode());
        }
        String numbers = IntStream.range(0, size)
                .mapToObj(i -> type == DType.INT64 ? Long.toString(bytes.getLong(i * Long.BYTES)) : Float.toString(bytes.getFloat(i * Float.BYTES)))
                .collect(Collectors.joining(", "));
        return shape.isEmpty() ? numbers : "[" + numbers + "]";
    }
}
