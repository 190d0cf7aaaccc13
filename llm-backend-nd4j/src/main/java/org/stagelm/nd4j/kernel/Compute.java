package org.stagelm.nd4j.kernel;

import org.stagelm.api.tensor.DType;
import org.stagelm.nd4j.memory.MemoryPool;
import org.stagelm.nd4j.memory.Strided;

/**
 * What every kernel computes with.
 *
 * @param pool where results are allocated
 * @param workers the threads
 * @param rows the arithmetic within one row: vector instructions, or plain loops
 */
public record Compute(MemoryPool pool, Workers workers, Rows rows) {

    Strided floats(int... sizes) {
        return Strided.allocate(pool, DType.FLOAT32, sizes);
    }
}
