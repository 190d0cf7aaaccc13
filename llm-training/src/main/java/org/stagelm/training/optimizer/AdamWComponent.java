package org.stagelm.training.optimizer;

import com.google.auto.service.AutoService;
import java.util.List;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.training.Optimizer;
import org.stagelm.api.training.OptimizerComponent;

/**
 * {@code adamw}: Adam with decoupled weight decay (Loshchilov and Hutter 2019). The defaults of {@code betas} and {@code weightDecay} are those of
 * GPT-3 (Brown et al. 2020, appendix B); the learning rate suits models of up to some ten million parameters, larger ones need less.
 */
@AutoService(OptimizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class AdamWComponent implements OptimizerComponent<AdamSettings> {

    @Override
    public String type() {
        return "adamw";
    }

    @Override
    public AdamSettings defaults() {
        return new AdamSettings(1e-3, List.of(0.9, 0.95), 1e-8, 0.1);
    }

    @Override
    public void check(AdamSettings settings, Dimensions dimensions, Problems problems) {
        settings.check(problems);
    }

    @Override
    public Optimizer create(AdamSettings settings, BuildContext context) {
        return new Adam(settings, true);
    }
}
