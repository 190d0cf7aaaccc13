package org.stagelm.nd4j;

import java.nio.ByteBuffer;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Shape;
import org.stagelm.nd4j.memory.MemoryPool;
import org.stagelm.nd4j.memory.Strided;

/** Elements between Java and native memory, one copy each way. */
final class Host {

    private Host() {}

    /** From a buffer's position, which stays where it is. */
    static Strided bytes(MemoryPool pool, DType type, ByteBuffer bytes, Shape shape) {
        if (bytes.remaining() / type.bytes() < shape.elements()) {
            throw new IllegalArgumentException(type + " " + shape + " is more than the " + bytes.remaining() + " bytes of the buffer");
        }
        Strided to = Strided.allocate(pool, type, Strided.sizes(shape));
        to.block().bytes().put(0, bytes, bytes.position(), to.elements() * type.bytes());
        return to;
    }

    static Strided floats(MemoryPool pool, float[] values, Shape shape) {
        expect(values.length, shape);
        Strided to = Strided.allocate(pool, DType.FLOAT32, Strided.sizes(shape));
        to.block().floats().put(0, values, 0, values.length);
        return to;
    }

    static Strided ids(MemoryPool pool, int[] values, Shape shape) {
        expect(values.length, shape);
        Strided to = Strided.allocate(pool, DType.INT64, Strided.sizes(shape));
        for (int i = 0; i < values.length; i++) {
            to.block().bytes().putLong(i * Long.BYTES, values[i]);
        }
        return to;
    }

    private static void expect(int length, Shape shape) {
        if (length != shape.elements()) {
            throw new IllegalArgumentException(length + " values do not fill " + shape);
        }
    }

    /** @param x dense */
    static void read(Strided x, ByteBuffer to) {
        int bytes = x.type().bytes();
        int size = x.elements() * bytes;
        if (to.remaining() < size) {
            throw new IllegalArgumentException("needs " + size + " bytes, the buffer has " + to.remaining());
        }
        to.put(to.position(), x.block().bytes(), x.offset() * bytes, size);
    }

    /** @param x dense, FLOAT32 */
    static void floats(Strided x, float[] to) {
        x.block().floats().get(x.offset(), to, 0, x.elements());
    }
}
