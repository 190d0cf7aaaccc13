package org.stagelm.nd4j.kernel;

import org.stagelm.nd4j.memory.Strided;

/**
 * One of an attention's operands [B, H, T, D], whose last axis is dense: reached row by row in place, whatever the order of the other axes in memory.
 */
record Heads(Strided x) {

    static boolean fits(Strided x) {
        boolean rows = x.size(3) == 1 || x.stride(3) == 1;
        return rows && (x.size(2) == 1 || x.stride(2) >= x.size(3)) && !x.repeats();
    }

    /** The rows from {@code t} on of one head, as a matrix [T − t, D]. */
    Matrix from(int b, int h, int t) {
        return new Matrix(x.address() + 4L * (b * x.stride(0) + h * x.stride(1) + t * x.stride(2)), Math.max(x.size(3), x.stride(2)), false);
    }

    /** The same, transposed: [D, T − t]. */
    Matrix transposed(int b, int h, int t) {
        Matrix plain = from(b, h, t);
        return new Matrix(plain.address(), plain.leading(), true);
    }
}
