package org.stagelm.nd4j.kernel;

import org.bytedeco.javacpp.FloatPointer;
import org.stagelm.api.tensor.DType;
import org.stagelm.nd4j.memory.MemoryPool;
import org.stagelm.nd4j.memory.Strided;

/**
 * What one thread works in. The vector instructions reach Java arrays only, on every JDK from 17 to 25 alike, so a kernel copies a row into an array
 * that stays in the nearest cache, computes there, and copies it back.
 */
final class Scratch implements AutoCloseable {

    /** Rows are longer than asked for by at least this, so that loops over whole vectors may run past the end. */
    private static final int MARGIN = 32;

    private static final int ROWS = 8;

    private final MemoryPool pool;
    private final float[][] rows = new float[ROWS][0];
    private final Strided[] matrices = new Strided[2];
    private final Address[] addresses = {new Address(), new Address(), new Address()};

    Scratch(MemoryPool pool) {
        this.pool = pool;
    }

    /** Array number {@code index} of this thread, with room for {@code length} elements; its content is whatever was there. */
    float[] row(int index, int length) {
        if (rows[index].length < length + MARGIN) {
            rows[index] = new float[length + length / 2 + MARGIN];
        }
        return rows[index];
    }

    /** Native memory number {@code index} of this thread, with room for {@code length} floats. */
    Strided matrix(int index, int length) {
        if (matrices[index] == null || matrices[index].elements() < length) {
            if (matrices[index] != null) {
                matrices[index].release();
                matrices[index] = null;
            }
            matrices[index] = Strided.allocate(pool, DType.FLOAT32, length);
        }
        return matrices[index];
    }

    /** Pointer number {@code index}, set to an address, without making an object for each call of native code. */
    FloatPointer at(int index, long address) {
        return addresses[index].set(address);
    }

    @Override
    public void close() {
        for (int i = 0; i < matrices.length; i++) {
            if (matrices[i] != null) {
                matrices[i].release();
                matrices[i] = null;
            }
        }
    }

    private static final class Address extends FloatPointer {

        FloatPointer set(long to) {
            address = to;
            return this;
        }
    }
}
