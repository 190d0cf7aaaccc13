package org.stagelm.core.config;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.training.Schedule;
import org.stagelm.api.training.ScheduleComponent;

/** A component for the tests of this package. */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(ScheduleComponent.class)
public final class RampSchedule implements ScheduleComponent<RampSchedule.Settings> {

    public record Settings(@Setting(value = "steps to the peak", unit = "steps", min = 1) int length, Optional<Double> floor) {}

    @Override
    public String type() {
        return "ramp";
    }

    @Override
    public Settings defaults() {
        return new Settings(5, Optional.empty());
    }

    @Override
    public void check(Settings settings, Dimensions dimensions, Problems problems) {
        if (settings.length() == 13) {
            problems.add("length", "13 brings bad luck");
        }
    }

    @Override
    public Schedule create(Settings settings, BuildContext context) {
        return (step, steps, peak) -> peak * Math.min(1.0, (double) step / settings.length());
    }
}
