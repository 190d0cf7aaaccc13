package org.stagelm.training.optimizer;

import com.google.auto.service.AutoService;
import java.util.List;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.training.Optimizer;
import org.stagelm.api.training.OptimizerComponent;

/** {@code adam}: Adam (Kingma and Ba 2015); weight decay is an L2 penalty added to the gradient. The defaults are the paper's. */
@AutoService(OptimizerComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class AdamComponent implements OptimizerComponent<AdamSettings> {

    @Override
    public String type() {
        return "adam";
    }

    @Override
    public AdamSettings defaults() {
        return new AdamSettings(1e-3, List.of(0.9, 0.999), 1e-8, 0);
    }

    @Override
    public void check(AdamSettings settings, Dimensions dimensions, Problems problems) {
        settings.check(problems);
    }

    @Override
    public Optimizer create(AdamSettings settings, BuildContext context) {
        return new Adam(settings, false);
    }
}
