package org.stagelm.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.DType;

/** What happens to variables between two passes: clipping and Adam's step, in place. */
final class Learning {

    private static final Boxed NORMS = new Boxed("aten::_foreach_norm", "Scalar");
    private static final Boxed MULTIPLY = new Boxed("aten::_foreach_mul_", "Tensor");

    private Learning() {}

    /** Scales the gradients to a global norm of at most {@code maxNorm}; gives the norm before. The norm is the only value waited for. */
    static double clip(List<Tensor> gradients, double maxNorm) {
        if (gradients.isEmpty()) {
            return 0;
        }
        try (IValue all = Boxed.list(gradients.toArray(Tensor[]::new))) {
            double norm = norm(all);
            if (norm > maxNorm && Double.isFinite(norm)) {
                scale(all, maxNorm / norm);
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
    private static void scale(IValue gradients, double by) {
        try (Scalar number = new Scalar(by); Tensor tensor = torch.scalar_tensor(number, TorchTypes.options(DType.FLOAT32)); IValue factor = new IValue(tensor);
                IValueVector stack = new IValueVector(gradients, factor)) {
            MULTIPLY.call(stack);
        }
    }

    /** Adam's step for the variables that have a gradient. */
    static void adam(TorchBackend backend, List<org.stagelm.api.tensor.Tensor> variables, List<List<org.stagelm.api.tensor.Tensor>> moments, AdamStep s) {
        List<TorchVariable> stepping = new ArrayList<>(variables.size());
        List<TorchValue> first = new ArrayList<>(variables.size());
        List<TorchValue> second = new ArrayList<>(variables.size());
        List<Tensor> gradients = new ArrayList<>(variables.size());
        for (int i = 0; i < variables.size(); i++) {
            org.stagelm.api.tensor.Tensor tensor = variables.get(i);
            TorchVariable variable = TorchVariable.of(tensor);
            org.stagelm.api.tensor.Tensor gradient = variable.gradient(backend, tensor.shape(), tensor.type());
            if (gradient != null) {
                stepping.add(variable);
                first.add(TorchValue.of(moments.get(i).get(0)));
                second.add(TorchValue.of(moments.get(i).get(1)));
                gradients.add(TorchBackend.value(gradient));
            }
        }
        if (!stepping.isEmpty()) {
            TorchValue[][] state = {first.toArray(TorchValue[]::new), second.toArray(TorchValue[]::new)};
            AdamGroup.of(stepping.toArray(TorchVariable[]::new), state).step(gradients, s);
        }
    }
}
