package org.stagelm.training.optimizer;

import java.util.List;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;

/** Settings of {@code adam} and {@code adamw}. */
public record AdamSettings(
        @Setting(value = "learning rate at the schedule's peak", above = 0) double learningRate,
        @Setting("decay of the first and of the second moment, each in [0, 1)") List<Double> betas,
        @Setting(value = "added to the root of the second moment", above = 0) double eps,
        @Setting(value = "weight decay of matrices", min = 0) double weightDecay) {

    void check(Problems problems) {
        if (betas.size() != 2 || betas.stream().anyMatch(b -> !(b >= 0 && b < 1))) {
            problems.add("betas", "must be two numbers in [0, 1), such as [0.9, 0.95], not " + betas);
        }
    }
}
