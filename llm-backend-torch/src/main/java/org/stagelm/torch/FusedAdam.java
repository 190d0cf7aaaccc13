package org.stagelm.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.DType;

/** One step of Adam or AdamW for many variables, by libtorch's fused kernels: one call, one pass over the memory. */
final class FusedAdam {

    private static final Boxed ADAMW = new Boxed("aten::_fused_adamw_", "");
    private static final Boxed ADAM = new Boxed("aten::_fused_adam_", "");

    private final List<Tensor> values = new ArrayList<>();
    private final List<Tensor> gradients = new ArrayList<>();
    private final List<Tensor> first = new ArrayList<>();
    private final List<Tensor> second = new ArrayList<>();

    /** Lets a variable take part, with its gradient and its first and second moment. */
    void add(org.stagelm.api.tensor.Tensor variable, org.stagelm.api.tensor.Tensor gradient, List<org.stagelm.api.tensor.Tensor> moments) {
        values.add(TorchBackend.value(variable));
        gradients.add(TorchBackend.value(gradient));
        first.add(moment(moments.get(0), variable));
        second.add(moment(moments.get(1), variable));
    }

    /** Checked here, since libtorch's kernel trusts the size of the variable for all that belongs to it. */
    private static Tensor moment(org.stagelm.api.tensor.Tensor moment, org.stagelm.api.tensor.Tensor variable) {
        Tensor value = TorchBackend.value(moment);
        if (!moment.shape().equals(variable.shape()) || moment.type() != variable.type() || !value.is_contiguous()) {
            throw new IllegalArgumentException("adam: the moment " + moment + " is not like its variable " + variable + ", row-major");
        }
        return value;
    }

    void step(AdamStep s) {
        if (values.isEmpty()) {
            return;
        }
        try (Scalar number = new Scalar((double) s.step()); TensorOptions options = TorchTypes.beside(this.values.get(0), DType.FLOAT32);
                Tensor count = torch.scalar_tensor(number, options);
                IValue values = list(this.values); IValue gradients = list(this.gradients); IValue first = list(this.first);
                IValue second = list(this.second); IValue noMaxima = Boxed.list(); IValue counts = list(Collections.nCopies(this.values.size(), count));
                IValue rate = new IValue(s.learningRate()); IValue beta1 = new IValue(s.beta1()); IValue beta2 = new IValue(s.beta2());
                IValue decay = new IValue(s.weightDecay()); IValue eps = new IValue(s.eps()); IValue no = new IValue(false); IValue none = new IValue();
                IValueVector stack = new IValueVector(values, gradients, first, second, noMaxima, counts, rate, beta1, beta2, decay, eps, no, no, none,
                        none)) {
            (s.decoupled() ? ADAMW : ADAM).call(stack);
        }
    }

    private static IValue list(List<Tensor> tensors) {
        return Boxed.list(tensors.toArray(Tensor[]::new));
    }
}
