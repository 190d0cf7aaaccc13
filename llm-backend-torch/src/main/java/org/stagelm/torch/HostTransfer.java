package org.stagelm.torch;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Shape;

/**
 * Values between Java and libtorch, with one copy each way: new tensors are allocated by libtorch and filled in place, since a tensor made of a Java
 * buffer would not own its memory.
 */
final class HostTransfer {

    private static final MemoryFormatOptional ANY_FORMAT = new MemoryFormatOptional().retainReference();

    private static final MemoryFormatOptional ROW_MAJOR = new MemoryFormatOptional(torch.MemoryFormat.Contiguous).retainReference();

    private HostTransfer() {}

    /** A copy with row-major memory of its own. */
    static Tensor copy(Tensor tensor) {
        return tensor.clone(ROW_MAJOR);
    }

    /** A tensor with memory but no values yet. */
    static Tensor empty(DType type, Shape shape) {
        return torch.empty(shape.sizes(), TorchTypes.options(type), ANY_FORMAT);
    }

    static Tensor bytes(DType type, ByteBuffer bytes, Shape shape) {
        if (bytes.remaining() / type.bytes() < shape.elements()) {
            throw new IllegalArgumentException(type + " " + shape + " is more than the " + bytes.remaining() + " bytes of the buffer");
        }
        long size = shape.elements() * type.bytes();
        Tensor tensor = empty(type, shape);
        if (size > 0) {
            buffer(tensor, size).put(bytes.slice().limit((int) size));
        }
        return tensor;
    }

    static Tensor floats(float[] values, Shape shape) {
        expect(values.length, shape);
        Tensor tensor = empty(DType.FLOAT32, shape);
        if (values.length > 0) {
            new FloatPointer(tensor.data_ptr()).put(values, 0, values.length);
        }
        return tensor;
    }

    static Tensor ids(int[] values, Shape shape) {
        expect(values.length, shape);
        Tensor tensor = empty(DType.INT64, shape);
        if (values.length > 0) {
            LongBuffer to = new LongPointer(tensor.data_ptr()).capacity(values.length).asBuffer();
            for (int value : values) {
                to.put(value);
            }
        }
        return tensor;
    }

    private static void expect(int length, Shape shape) {
        if (length != shape.elements()) {
            throw new IllegalArgumentException(length + " values do not fill " + shape);
        }
    }

    static void read(Tensor tensor, long size, ByteBuffer to) {
        if (to.remaining() < size) {
            throw new IllegalArgumentException("reading needs " + size + " bytes, the buffer has " + to.remaining());
        }
        if (size == 0) {
            return;
        }
        try (Tensor plain = tensor.contiguous()) {
            to.put(buffer(plain, size));
        }
    }

    static void floats(Tensor tensor, long elements, float[] to) {
        if (to.length < elements) {
            throw new IllegalArgumentException("reading needs " + elements + " floats, the array has " + to.length);
        }
        if (elements == 0) {
            return;
        }
        try (Tensor floats = tensor.to(torch.ScalarType.Float); Tensor plain = floats.contiguous()) {
            new FloatPointer(plain.data_ptr()).get(to, 0, (int) elements);
        }
    }

    static double[] doubles(Tensor tensor, long elements) {
        if (elements > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(elements + " elements are more than an array of Java holds");
        }
        double[] to = new double[(int) elements];
        if (elements > 0) {
            try (Tensor doubles = tensor.to(torch.ScalarType.Double); Tensor plain = doubles.contiguous()) {
                new DoublePointer(plain.data_ptr()).get(to, 0, to.length);
            }
        }
        return to;
    }

    /** The memory of a contiguous tensor. */
    private static ByteBuffer buffer(Tensor tensor, long size) {
        return new BytePointer(tensor.data_ptr()).capacity(size).asByteBuffer();
    }
}
