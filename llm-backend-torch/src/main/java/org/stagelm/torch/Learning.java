package org.stagelm.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.AdamStep;

/** What happens to variables between two passes: clipping and Adam's step, in place. */
final class Learning {

    private Learning() {}

    /** Scales the gradients to a global norm of at most {@code maxNorm}; gives the norm before. The norm is the only value waited for. */
    static double clip(List<Tensor> gradients, double maxNorm) {
        if (gradients.isEmpty()) {
            return 0;
        }
        double norm = norm(gradients);
        if (norm > maxNorm && Double.isFinite(norm)) {
            try (Scalar factor = new Scalar(maxNorm / norm)) {
                for (Tensor gradient : gradients) {
                    gradient.mul_(factor);
                }
            }
        }
        return norm;
    }

    private static double norm(List<Tensor> gradients) {
        Tensor[] norms = new Tensor[gradients.size()];
        try {
            for (int i = 0; i < norms.length; i++) {
                norms[i] = torch.linalg_vector_norm(gradients.get(i));
            }
            try (TensorVector each = new TensorVector(norms); Tensor all = torch.stack(each); Tensor total = torch.linalg_vector_norm(all)) {
                return total.item_double();
            }
        } finally {
            for (Tensor norm : norms) {
                if (norm != null) {
                    norm.deallocate();
                }
            }
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
