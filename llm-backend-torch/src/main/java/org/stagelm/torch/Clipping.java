package org.stagelm.torch;

import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.DType;

/** Clips gradients by their global norm (Pascanu et al. 2013), in place. */
final class Clipping {

    private static final Boxed NORMS = new Boxed("aten::_foreach_norm", "Scalar");
    private static final Boxed MULTIPLY = new Boxed("aten::_foreach_mul_", "Tensor");

    private Clipping() {}

    /** Scales the gradients to a global norm of at most {@code maxNorm}; gives the norm before. The norm is the only value waited for. */
    static double clip(Tensor[] gradients, double maxNorm) {
        if (gradients.length == 0) {
            return 0;
        }
        try (IValue all = Boxed.list(gradients)) {
            double norm = norm(all);
            if (norm > maxNorm && Double.isFinite(norm)) {
                scale(all, maxNorm / norm, gradients[0]);
            }
            return norm;
        }
    }

    private static double norm(IValue gradients) {
        try (Scalar two = new Scalar(2.0); IValue order = new IValue(two); IValue ownType = new IValue();
                IValueVector stack = new IValueVector(gradients, order, ownType)) {
            NORMS.call(stack);
            try (IValue result = stack.get(0); TensorVector each = result.toTensorVector(); Tensor norms = torch.stack(each);
                    Tensor total = torch.linalg_vector_norm(norms)) {
                return total.item_double();
            }
        }
    }

    /** By a tensor: libtorch would make one of a number for each of the gradients. */
    private static void scale(IValue gradients, double by, Tensor one) {
        try (Scalar number = new Scalar(by); TensorOptions options = TorchTypes.beside(one, DType.FLOAT32);
                Tensor tensor = torch.scalar_tensor(number, options);
                IValue factor = new IValue(tensor); IValueVector stack = new IValueVector(gradients, factor)) {
            MULTIPLY.call(stack);
        }
    }
}
