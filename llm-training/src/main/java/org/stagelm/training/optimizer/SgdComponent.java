package org.stagelm.training.optimizer;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.training.Optimizer;
import org.stagelm.api.training.OptimizerComponent;

/** {@code sgd}: stochastic gradient descent with momentum. */
@AutoService(OptimizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class SgdComponent implements OptimizerComponent<SgdComponent.Settings> {

    /** Settings of {@code sgd}. */
    public record Settings(
            @Setting(value = "learning rate at the schedule's peak", above = 0) double learningRate,
            @Setting(value = "share of the last change that is kept; 0 keeps no state", min = 0, below = 1) double momentum,
            @Setting(value = "L2 penalty on matrices, added to their gradient", min = 0) double weightDecay) {}

    @Override
    public String type() {
        return "sgd";
    }

    @Override
    public Settings defaults() {
        return new Settings(0.1, 0.9, 0);
    }

    @Override
    public Optimizer create(Settings settings, BuildContext context) {
        return new Sgd(settings);
    }
}
