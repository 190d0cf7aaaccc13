package org.stagelm.training.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.training.Optimizer;

/** Adam and AdamW on the engine's own kernel, called once for the parameters that decay and once for the others. */
final class Adam implements Optimizer {

    private final AdamSettings settings;
    private final boolean decoupled;

    Adam(AdamSettings settings, boolean decoupled) {
        this.settings = settings;
        this.decoupled = decoupled;
    }

    @Override
    public double learningRate() {
        return settings.learningRate();
    }

    @Override
    public List<String> state() {
        return List.of("m", "v");
    }

    @Override
    public void update(Engine engine, List<Parameter> parameters, List<List<Tensor>> state, double learningRate, long step) {
        Group decayed = new Group();
        Group kept = new Group();
        for (int i = 0; i < parameters.size(); i++) {
            boolean decays = settings.weightDecay() != 0 && parameters.get(i).role().isMatrix();
            (decays ? decayed : kept).add(parameters.get(i), state.get(i));
        }
        decayed.update(engine, step(learningRate, settings.weightDecay(), step));
        kept.update(engine, step(learningRate, 0, step));
    }

    private AdamStep step(double learningRate, double weightDecay, long step) {
        return new AdamStep(learningRate, settings.betas().get(0), settings.betas().get(1), settings.eps(), weightDecay, decoupled, step);
    }

    /** Parameters that are updated by one call. */
    private static final class Group {

        private final List<Tensor> values = new ArrayList<>();
        private final List<List<Tensor>> moments = new ArrayList<>();

        void add(Parameter parameter, List<Tensor> state) {
            values.add(parameter.stored());
            moments.add(state);
        }

        void update(Engine engine, AdamStep step) {
            if (!values.isEmpty()) {
                engine.adam(values, moments, step);
            }
        }
    }
}
