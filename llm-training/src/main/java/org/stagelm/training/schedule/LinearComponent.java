package org.stagelm.training.schedule;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.training.Schedule;
import org.stagelm.api.training.ScheduleComponent;

/** {@code linear}: after the warm-up the learning rate falls in a straight line. */
@AutoService(ScheduleComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class LinearComponent implements ScheduleComponent<LinearComponent.Settings> {

    /** Settings of {@code linear}. */
    public record Settings(
            @Setting(value = "steps over which the learning rate rises to its peak", unit = "steps", min = 0) long warmupSteps,
            @Setting(value = "learning rate at the end of the run", min = 0) double minLearningRate) {}

    @Override
    public String type() {
        return "linear";
    }

    @Override
    public Settings defaults() {
        return new Settings(100, 0);
    }

    @Override
    public Schedule create(Settings settings, BuildContext context) {
        return new WarmupDecay(settings.warmupSteps(), settings.minLearningRate(), ratio -> 1 - ratio);
    }
}
