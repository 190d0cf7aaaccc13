package org.stagelm.torch;

import java.util.Optional;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Shape;

/**
 * A projection of few rows, as when a text is written token by token. Such a product takes as long as its weights need to be read. OpenBLAS's product of
 * matrices takes three to four times as long; its product of a matrix and a vector just reads them.
 */
final class FewRows {

    /** As many products with vectors take no longer than one with a matrix. */
    private static final long MOST = 4;

    private final Crew crew;

    FewRows(Crew crew) {
        this.crew = crew;
    }

    /** True where this way is the faster one; it is for passes outside of recordings. */
    static boolean fit(org.stagelm.api.tensor.Tensor x, org.stagelm.api.tensor.Tensor weight) {
        long in = weight.dim(1).value();
        long rows = in == 0 ? 0 : x.shape().elements() / in;
        return rows >= 1 && rows <= MOST && TorchThread.current().onlyGenerates() && x.type() == DType.FLOAT32 && weight.type() == DType.FLOAT32
                && weight.dim(0).value() > 0;
    }

    /** x [..., in] × weight [out, in]ᵀ + bias [out] → [..., out] */
    Tensor linear(Tensor x, Tensor weight, Optional<Tensor> bias, Shape result) {
        try (PointerScope temporaries = new PointerScope()) {
            Tensor lines = x.contiguous();
            Tensor matrix = weight.contiguous();
            long[] shape = result.sizes();
            Tensor sums = bias.isPresent() ? bias.get().expand(shape).clone() : torch.empty(shape);
            Tensor products = sums.contiguous();
            int in = (int) matrix.size(1);
            int out = (int) matrix.size(0);
            int rows = (int) (lines.numel() / in);
            FloatPointer w = MatrixVector.elements(matrix);
            FloatPointer from = MatrixVector.elements(lines);
            FloatPointer to = MatrixVector.elements(products);
            float before = bias.isPresent() ? 1 : 0;
            crew.each(out, (long) out * in, (begin, end) -> {
                for (int row = 0; row < rows; row++) {
                    MatrixVector.times(end - begin, in, 1, w, (long) begin * in, in, from, (long) row * in, before, to, (long) row * out + begin);
                }
            });
            return products.retainReference();
        }
    }
}
