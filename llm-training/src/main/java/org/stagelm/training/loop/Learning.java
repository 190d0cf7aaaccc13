package org.stagelm.training.loop;

import org.stagelm.api.training.Objective;
import org.stagelm.api.training.Optimizer;
import org.stagelm.api.training.Schedule;
import org.stagelm.core.registry.Registry;

/** The parts by which a model learns. */
public record Learning(Objective objective, Optimizer optimizer, Schedule schedule) {

    /** @param settings completed by reading a config */
    public static Learning of(TrainingSettings settings, Registry registry) {
        return new Learning(registry.make(settings.objective(), registry.context()), registry.make(settings.optimizer(), registry.context()),
                registry.make(settings.schedule(), registry.context()));
    }
}
