package org.stagelm.training.schedule;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.training.Schedule;
import org.stagelm.api.training.ScheduleComponent;

/** {@code constant}: after the warm-up the learning rate stays at its peak. */
@AutoService(ScheduleComponent.class)
@SuppressWarnings("rawtypes") // a service is named by its raw class
public final class ConstantComponent implements ScheduleComponent<ConstantComponent.Settings> {

    /** Settings of {@code constant}. */
    public record Settings(
            @Setting(value = "steps over which the learning rate rises to its peak", unit = "steps", min = 0) long warmupSteps) {}

    @Override
    public String type() {
        return "constant";
    }

    @Override
    public Settings defaults() {
        return new Settings(0);
    }

    @Override
    public Schedule create(Settings settings, BuildContext context) {
        return new WarmupDecay(settings.warmupSteps(), 0, ratio -> 1);
    }
}
