package org.stagelm.torch;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.DType;

/**
 * Variables that take Adam's step together, in one libtorch call. The lists that the call wants are kept from step to step, since making them costs more than
 * the step of a small model; only the gradients are new each time. They are freed with the first of the variables, or when the variables next step in
 * another company.
 */
final class AdamGroup implements AutoCloseable {

    private static final Boxed ADAMW = new Boxed("aten::_fused_adamw_", "");
    private static final Boxed ADAM = new Boxed("aten::_fused_adam_", "");

    private final TorchVariable[] variables;
    private final TorchValue[][] moments;
    private final Tensor step = torch.zeros(new long[0], TorchTypes.options(DType.FLOAT32));
    private final IValue values;
    private final IValue first;
    private final IValue second;
    private final IValue steps;
    private boolean closed;

    private AdamGroup(TorchVariable[] variables, TorchValue[][] moments) {
        this.variables = variables;
        this.moments = moments;
        this.values = Boxed.list(tensors(variables));
        this.first = Boxed.list(tensors(moments[0]));
        this.second = Boxed.list(tensors(moments[1]));
        Tensor[] shared = new Tensor[variables.length];
        Arrays.fill(shared, step);
        this.steps = Boxed.list(shared);
    }

    /**
     * The group of these variables: the one they were in before, where it still fits.
     *
     * @param moments the first moments, and the second, in the order of the variables
     */
    static AdamGroup of(TorchVariable[] variables, TorchValue[][] moments) {
        AdamGroup known = variables[0].group();
        if (known != null && !known.closed && Arrays.equals(known.variables, variables) && Arrays.deepEquals(known.moments, moments)) {
            return known;
        }
        AdamGroup made = new AdamGroup(variables, moments);
        for (TorchVariable variable : variables) {
            variable.join(made);
        }
        return made;
    }

    /** One step in place; {@code gradients} in the order of the variables. */
    void step(List<Tensor> gradients, AdamStep s) {
        try (Scalar count = new Scalar((double) s.step())) {
            step.fill_(count);
        }
        try (IValue slopes = Boxed.list(gradients.toArray(Tensor[]::new)); IValue noMaxima = Boxed.list(); IValue rate = new IValue(s.learningRate());
                IValue beta1 = new IValue(s.beta1()); IValue beta2 = new IValue(s.beta2()); IValue decay = new IValue(s.weightDecay());
                IValue eps = new IValue(s.eps()); IValue no = new IValue(false); IValue none = new IValue();
                IValueVector stack = new IValueVector(values, slopes, first, second, noMaxima, steps, rate, beta1, beta2, decay, eps, no, no, none, none)) {
            (s.decoupled() ? ADAMW : ADAM).call(stack);
        }
    }

    private static Tensor[] tensors(TorchValue[] values) {
        return Arrays.stream(values).map(TorchValue::tensor).toArray(Tensor[]::new);
    }

    @Override
    public void close() {
        closed = true;
        values.deallocate();
        first.deallocate();
        second.deallocate();
        steps.deallocate();
        step.deallocate();
    }
}
