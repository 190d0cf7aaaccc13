package org.stagelm.core.model;

import java.util.Optional;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Linear;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Tensor;

/** y = x Wᵀ + b with a weight [out, in] and, if wanted, a bias [out]. */
final class DenseLinear extends Linear {

    private final Parameter weight;
    private final Optional<Parameter> bias;

    DenseLinear(LayerContext context, Role role, int in, int out, boolean bias) {
        super(context);
        this.weight = context.parameter("weight", role, out, in);
        this.bias = bias ? Optional.of(context.parameter("bias", Role.BIAS, out)) : Optional.empty();
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.linear(weight.value(), bias.map(Parameter::value));
    }
}
