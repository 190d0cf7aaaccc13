package org.stagelm.training.optimizer;

import java.util.List;
import java.util.Optional;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.training.Optimizer;

/**
 * Stochastic gradient descent with momentum (Sutskever et al. 2013, in PyTorch's form): g ← g + weightDecay · θ for matrices, v ← momentum · v + g,
 * θ ← θ − learningRate · v.
 */
final class Sgd implements Optimizer {

    private final SgdComponent.Settings settings;

    Sgd(SgdComponent.Settings settings) {
        this.settings = settings;
    }

    @Override
    public double learningRate() {
        return settings.learningRate();
    }

    @Override
    public List<String> state() {
        return settings.momentum() == 0 ? List.of() : List.of("velocity");
    }

    @Override
    public void update(Engine engine, List<Parameter> parameters, List<List<Tensor>> state, double learningRate, long step) {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Optional<Tensor> gradient = engine.gradient(parameter.stored());
            if (gradient.isPresent()) {
                try (Scope scope = engine.scope()) {
                    Tensor change = decayed(gradient.get(), parameter);
                    if (settings.momentum() != 0) {
                        Tensor velocity = state.get(i).get(0);
                        engine.assign(velocity, velocity.mul(settings.momentum()).add(change));
                        change = velocity;
                    }
                    engine.assign(parameter.stored(), parameter.stored().sub(change.mul(learningRate)));
                }
            }
        }
    }

    private Tensor decayed(Tensor gradient, Parameter parameter) {
        boolean decays = settings.weightDecay() != 0 && parameter.role().isMatrix();
        return decays ? gradient.add(parameter.stored().mul(settings.weightDecay())) : gradient;
    }
}
