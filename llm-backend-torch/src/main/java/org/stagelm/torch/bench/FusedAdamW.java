package org.stagelm.torch.bench;

import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.bytedeco.pytorch.global.torch;

/**
 * AdamW (Loshchilov and Hutter 2019) with learning rate 1e-3 and betas (0.9, 0.99), as one libtorch call. Its memory is the surrounding
 * PointerScope's.
 */
final class FusedAdamW {

    private final OperatorHandle operator = Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adamw_", "");
    private final List<Tensor> parameters;
    private final Tensor step = torch.zeros(new long[0]);
    private final IValue values;
    private final IValue first;
    private final IValue second;
    private final IValue steps;
    private final IValue noMaxima = list(List.of());
    private final IValue learningRate = new IValue(1e-3);
    private final IValue beta1 = new IValue(0.9);
    private final IValue beta2 = new IValue(0.99);
    private final IValue eps = new IValue(1e-8);
    private final IValue no = new IValue(false);
    private final IValue none = new IValue();
    private final IValue weightDecay;

    FusedAdamW(List<Tensor> parameters, double weightDecay) {
        this.parameters = List.copyOf(parameters);
        this.weightDecay = new IValue(weightDecay);
        this.values = list(parameters);
        this.first = list(parameters.stream().map(torch::zeros_like).toList());
        this.second = list(parameters.stream().map(torch::zeros_like).toList());
        this.steps = list(parameters.stream().map(p -> step).toList());
    }

    /** Changes the parameters by their gradients. */
    void step() {
        step.add_(new Scalar(1));
        IValue gradients = list(parameters.stream().map(Tensor::grad).toList());
        operator.callBoxed(new IValueVector(values, gradients, first, second, noMaxima, steps, learningRate, beta1, beta2, weightDecay, eps, no, no,
                none, none));
    }

    private static IValue list(List<Tensor> tensors) {
        GenericList list = new GenericList(new Type.TypePtr(TensorType.get()));
        for (Tensor tensor : tensors) {
            list.push_back(new IValue(tensor));
        }
        return new IValue(list);
    }
}
