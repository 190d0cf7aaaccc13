package org.stagelm.nd4j.library;

import org.bytedeco.openblas.global.openblas;

/**
 * OpenBLAS on one thread, the caller's, while at least one engine is open. The engine cuts products into parts itself and gives each of its own
 * threads one: two pools of threads that both spin while they wait starve each other on few cores, and parts that depend on shapes alone make runs
 * repeat bit for bit.
 *
 * <p>OpenBLAS has one setting for the whole process, so another library that uses it at the same time, such as libtorch, gets one thread as well. The
 * former number returns when the last engine closes.
 */
public final class SerialBlas {

    private static int users;
    private static int before;

    private SerialBlas() {}

    public static synchronized void begin() {
        if (users++ == 0) {
            before = openblas.blas_get_num_threads();
            openblas.blas_set_num_threads(1);
        }
    }

    public static synchronized void end() {
        if (--users == 0) {
            openblas.blas_set_num_threads(before);
        }
    }
}
