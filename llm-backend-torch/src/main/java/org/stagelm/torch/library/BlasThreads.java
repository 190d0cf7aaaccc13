package org.stagelm.torch.library;

import org.bytedeco.openblas.global.openblas_nolapack;

/** How many threads one BLAS call runs on: a number for the whole process. To set it takes longer than a small product does. */
public final class BlasThreads {

    private static volatile int now;

    private BlasThreads() {}

    /** Costs nothing where it is that number already. */
    public static void set(int count) {
        if (now != count) {
            synchronized (BlasThreads.class) {
                openblas_nolapack.blas_set_num_threads(count);
                now = count;
            }
        }
    }
}
