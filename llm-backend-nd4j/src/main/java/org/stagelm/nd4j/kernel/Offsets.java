package org.stagelm.nd4j.kernel;

import org.stagelm.nd4j.memory.Strided;

/** Where the elements along some axes stand, row-major, relative to the first. */
final class Offsets {

    private Offsets() {}

    /** Along the axes {@code from} ≤ axis &lt; {@code to}. */
    static int[] of(Strided x, int from, int to) {
        int[] all = {0};
        for (int axis = from; axis < to; axis++) {
            int size = x.size(axis);
            int[] next = new int[all.length * size];
            for (int outer = 0; outer < all.length; outer++) {
                for (int i = 0; i < size; i++) {
                    next[outer * size + i] = all[outer] + i * x.stride(axis);
                }
            }
            all = next;
        }
        return all;
    }
}
