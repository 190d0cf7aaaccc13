package org.stagelm.nd4j.kernel;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;

/**
 * OpenBLAS's matrix product, as ND4J binds it, on one thread: ND4J's own way to it, through INDArray views, costs more than a small product itself.
 */
final class Gemm {

    private Gemm() {}

    /** c [m, n] = alpha · a [m, k] · b [k, n] + beta · c; c is not transposed. */
    static void run(int m, int n, int k, float alpha, Matrix a, Matrix b, float beta, Matrix c, Scratch s) {
        cblas_sgemm(CblasRowMajor, a.transposed() ? CblasTrans : CblasNoTrans, b.transposed() ? CblasTrans : CblasNoTrans, m, n, k, alpha,
                s.at(0, a.address()), a.leading(), s.at(1, b.address()), b.leading(), beta, s.at(2, c.address()), c.leading());
    }
}
