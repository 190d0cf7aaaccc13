package org.stagelm.torch;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Tensor;

/** BLAS's product of a matrix and a vector, on the memory of float32 tensors whose rows lie in one piece each. */
final class MatrixVector {

    private MatrixVector() {}

    /** The beginning of a tensor's elements; offsets below count from here. */
    static FloatPointer elements(Tensor tensor) {
        Pointer data = tensor.data_ptr();
        return new FloatPointer(data).capacity(Long.MAX_VALUE);
    }

    /** y [rows] = scale · A [rows, columns] · x [columns] + before · y */
    static void times(int rows, int columns, float scale, FloatPointer a, long atA, int leading, FloatPointer x, long atX, float before, FloatPointer y,
            long atY) {
        product(CblasNoTrans, rows, columns, scale, a.getPointer(atA), leading, x.getPointer(atX), before, y.getPointer(atY));
    }

    /** y [columns] = Aᵀ · x [rows] */
    static void transposedTimes(int rows, int columns, FloatPointer a, long atA, int leading, FloatPointer x, long atX, FloatPointer y, long atY) {
        product(CblasTrans, rows, columns, 1, a.getPointer(atA), leading, x.getPointer(atX), 0, y.getPointer(atY));
    }

    private static void product(int form, int rows, int columns, float scale, FloatPointer a, int leading, FloatPointer x, float before,
            FloatPointer y) {
        cblas_sgemv(CblasRowMajor, form, rows, columns, scale, a, leading, x, 1, before, y, 1);
    }
}
