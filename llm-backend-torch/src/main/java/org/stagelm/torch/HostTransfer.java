package org.stagelm.torch;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Shape;

/**
 * Values between Java and libtorch, with one copy each way: new tensors are allocated by libtorch and filled in place, since a tensor made of a Java
 * buffer would not own its memory. Those for a graphics card are filled on the host first.
 */
final class HostTransfer {

    private static final MemoryFormatOptional ANY_FORMAT = new MemoryFormatOptional().retainReference();

    private static final MemoryFormatOptional ROW_MAJOR = new MemoryFormatOptional(torch.MemoryFormat.Contiguous).retainReference();

    private static final TorchDevice HOST = TorchDevice.cpu();

    private final TorchDevice device;

    /** @param device where new tensors go */
    HostTransfer(TorchDevice device) {
        this.device = device;
    }

    /** A copy with row-major memory of its own, where the tensor is. */
    static Tensor copy(Tensor tensor) {
        return tensor.clone(ROW_MAJOR);
    }

    /** A tensor with memory but no values yet. */
    Tensor empty(DType type, Shape shape) {
        return empty(type, shape, device);
    }

    private static Tensor empty(DType type, Shape shape, TorchDevice on) {
        return torch.empty(shape.sizes(), on.options(type), ANY_FORMAT);
    }

    /** A tensor whose memory {@code fill} writes, row-major, on the host; it is not called where there are no elements. */
    Tensor filled(DType type, Shape shape, Consumer<Pointer> fill) {
        Tensor tensor = empty(type, shape, HOST);
        if (shape.elements() > 0) {
            fill.accept(tensor.data_ptr());
        }
        return device.bring(tensor);
    }

    Tensor bytes(DType type, ByteBuffer bytes, Shape shape) {
        if (bytes.remaining() / type.bytes() < shape.elements()) {
            throw new IllegalArgumentException(type + " " + shape + " is more than the " + bytes.remaining() + " bytes of the buffer");
        }
        long size = shape.elements() * type.bytes();
        return filled(type, shape, to -> buffer(to, size).put(bytes.slice().limit((int) size)));
    }

    /** The values, as elements of {@code type}. */
    Tensor floats(float[] values, Shape shape, DType type) {
        expect(values.length, shape);
        Tensor floats = filled(DType.FLOAT32, shape, to -> new FloatPointer(to).put(values, 0, values.length));
        if (type == DType.FLOAT32) {
            return floats;
        }
        try (floats) {
            return floats.to(TorchTypes.scalarType(type));
        }
    }

    Tensor ids(int[] values, Shape shape) {
        expect(values.length, shape);
        return filled(DType.INT64, shape, memory -> {
            LongBuffer to = new LongPointer(memory).capacity(values.length).asBuffer();
            for (int value : values) {
                to.put(value);
            }
        });
    }

    private static void expect(int length, Shape shape) {
        if (length != shape.elements()) {
            throw new IllegalArgumentException(length + " values do not fill " + shape);
        }
    }

    void read(Tensor tensor, long size, ByteBuffer to) {
        if (to.remaining() < size) {
            throw new IllegalArgumentException("reading needs " + size + " bytes, the buffer has " + to.remaining());
        }
        if (size == 0) {
            return;
        }
        try (Tensor plain = tensor.contiguous(); Tensor here = toHost(plain)) {
            to.put(buffer(here.data_ptr(), size));
        }
    }

    void floats(Tensor tensor, long elements, float[] to) {
        if (to.length < elements) {
            throw new IllegalArgumentException("reading needs " + elements + " floats, the array has " + to.length);
        }
        if (elements == 0) {
            return;
        }
        try (Tensor floats = tensor.to(torch.ScalarType.Float); Tensor plain = floats.contiguous(); Tensor here = toHost(plain)) {
            new FloatPointer(here.data_ptr()).get(to, 0, (int) elements);
        }
    }

    double[] doubles(Tensor tensor, long elements) {
        if (elements > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(elements + " elements are more than an array of Java holds");
        }
        double[] to = new double[(int) elements];
        if (elements > 0) {
            try (Tensor doubles = tensor.to(torch.ScalarType.Double); Tensor plain = doubles.contiguous();
                    Tensor here = toHost(plain)) {
                new DoublePointer(here.data_ptr()).get(to, 0, to.length);
            }
        }
        return to;
    }

    /** A tensor in the host's memory; on the host itself the same. */
    private Tensor toHost(Tensor tensor) {
        return device.isHost() ? tensor : tensor.cpu();
    }

    private static ByteBuffer buffer(Pointer memory, long size) {
        return new BytePointer(memory).capacity(size).asByteBuffer();
    }
}
