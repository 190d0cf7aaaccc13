package org.stagelm.nd4j.kernel;

import static org.bytedeco.openblas.global.openblas.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas.CblasTrans;
import static org.bytedeco.openblas.global.openblas.cblas_sgemm;
import static org.bytedeco.openblas.global.openblas.cblas_sgemv;

/**
 * OpenBLAS's matrix product, as ND4J binds it, on one thread: ND4J's own way to it, through INDArray views, costs more than a small product itself.
 *
 * <p>A product of few rows, as when a text is written token by token, takes as long as b needs to be read. OpenBLAS's product of matrices takes three to
 * four times as long; its product of a matrix and a vector just reads it.
 */
final class Gemm {

    /** As many rows multiplied one by one, each with a part of b that stays in the cache, take no longer than all at once. */
    private static final int FEW = 2;

    /** Elements of that part: 256 KiB. */
    private static final int CACHED = 1 << 16;

    private Gemm() {}

    /** c [m, n] = alpha · a [m, k] · b [k, n] + beta · c; c is not transposed. */
    static void run(int m, int n, int k, float alpha, Matrix a, Matrix b, float beta, Matrix c, Scratch s) {
        if (m == 1) {
            row(n, k, alpha, a, 0, b, 0, beta, c, s);
            return;
        }
        if (m <= FEW && b.transposed()) {
            int columns = Math.max(1, CACHED / Math.max(1, k));
            for (int column = 0; column < n; column += columns) {
                for (int i = 0; i < m; i++) {
                    row(Math.min(columns, n - column), k, alpha, a, i, b, column, beta, c, s);
                }
            }
            return;
        }
        cblas_sgemm(CblasRowMajor, a.transposed() ? CblasTrans : CblasNoTrans, b.transposed() ? CblasTrans : CblasNoTrans, m, n, k, alpha,
                s.at(0, a.address()), a.leading(), s.at(1, b.address()), b.leading(), beta, s.at(2, c.address()), c.leading());
    }

    /** Columns {@code column} … {@code column} + n − 1 of the result's row i. */
    private static void row(int n, int k, float alpha, Matrix a, int i, Matrix b, int column, float beta, Matrix c, Scratch s) {
        int rows = b.transposed() ? n : k; // of b as it lies in memory
        int columns = b.transposed() ? k : n;
        cblas_sgemv(CblasRowMajor, b.transposed() ? CblasNoTrans : CblasTrans, rows, columns, alpha, s.at(1, b.at(0, column)), b.leading(),
                s.at(0, a.at(i, 0)), a.transposed() ? a.leading() : 1, beta, s.at(2, c.at(i, column)), 1);
    }
}
