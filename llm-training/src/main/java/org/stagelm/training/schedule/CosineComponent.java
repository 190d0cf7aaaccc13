package org.stagelm.training.schedule;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.training.Schedule;
import org.stagelm.api.training.ScheduleComponent;

/** {@code cosine}: after the warm-up the learning rate falls along half a cosine (Loshchilov and Hutter 2017). */
@AutoService(ScheduleComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class CosineComponent implements ScheduleComponent<CosineComponent.Settings> {

    /** Settings of {@code cosine}. */
    public record Settings(
            @Setting(value = "steps over which the learning rate rises to its peak", unit = "steps", min = 0) long warmupSteps,
            @Setting(value = "learning rate at the end of the run", min = 0) double minLearningRate) {}

    @Override
    public String type() {
        return "cosine";
    }

    @Override
    public Settings defaults() {
        return new Settings(100, 0);
    }

    @Override
    public Schedule create(Settings settings, BuildContext context) {
        return new WarmupDecay(settings.warmupSteps(), settings.minLearningRate(), ratio -> 0.5 * (1 + Math.cos(Math.PI * ratio)));
    }
}
