package org.stagelm.nd4j.kernel;

import org.stagelm.nd4j.memory.Strided;

/**
 * A sum that is not computed yet, so that the kernel that reads it next may do it in the same pass. It holds a reference of each term.
 *
 * @param a dense, FLOAT32
 * @param b FLOAT32, of the sizes of a and dense, or one row that is added to all rows of a
 */
public record PendingSum(Strided a, Strided b) {

    /** What a kernel has computed in one pass: the sum, and what it was asked for. */
    public record Outcome(Strided sum, Strided result) {}

    /** Memory for the sum, one reference of which is the caller's: that of a where nobody else holds it. */
    Strided memory(Compute compute) {
        return a.block().isExclusive() ? a.retain() : compute.floats(a.sizes());
    }

    /** Row {@code line} of the sum, of n elements, by way of {@code other}. */
    void read(int line, float[] row, float[] other, int n, Rows rows) {
        a.block().floats().get(a.offset() + line * n, row, 0, n);
        int start = b.elements() == a.elements() ? line * n : 0;
        Walk.read(b.block().floats(), b.offset() + start, b.stride(-1), other, n);
        rows.add(other, row, n);
    }

    public void release() {
        a.release();
        b.release();
    }
}
