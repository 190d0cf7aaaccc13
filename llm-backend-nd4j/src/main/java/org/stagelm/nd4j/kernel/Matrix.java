package org.stagelm.nd4j.kernel;

import java.util.Optional;
import org.stagelm.nd4j.memory.Strided;

/**
 * A matrix as BLAS wants it: rows or columns without gaps.
 *
 * @param address of the first element
 * @param leading elements from one row to the next, or from one column to the next where {@code transposed}
 */
record Matrix(long address, int leading, boolean transposed) {

    /** The last two axes of x, at {@code offset} elements from its first; empty where only a copy has such rows or columns. */
    static Optional<Matrix> of(Strided x, int offset) {
        int rows = x.size(-2);
        int columns = x.size(-1);
        long address = x.address() + 4L * offset;
        if ((x.stride(-1) == 1 || columns == 1) && (rows == 1 || x.stride(-2) >= columns)) {
            return Optional.of(new Matrix(address, rows == 1 ? Math.max(1, columns) : x.stride(-2), false));
        }
        if ((x.stride(-2) == 1 || rows == 1) && (columns == 1 || x.stride(-1) >= rows)) {
            return Optional.of(new Matrix(address, columns == 1 ? Math.max(1, rows) : x.stride(-1), true));
        }
        return Optional.empty();
    }

    /** Address of the element in row i and column j. */
    long at(int i, int j) {
        return address + 4L * (transposed ? i + (long) j * leading : (long) i * leading + j);
    }
}
