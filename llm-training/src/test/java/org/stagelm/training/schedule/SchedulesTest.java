package org.stagelm.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.stagelm.api.training.Schedule;

/** Values of nanoGPT's get_lr(it) with it = step − 1, learning_rate 1, lr_decay_iters = steps; worked out by hand. */
class SchedulesTest {

    /** A few operations in double precision. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-15);

    private static final long STEPS = 110;
    private final Schedule cosine = new CosineComponent().create(new CosineComponent.Settings(10, 0.1), null);
    private final Schedule linear = new LinearComponent().create(new LinearComponent.Settings(10, 0.1), null);
    private final Schedule constant = new ConstantComponent().create(new ConstantComponent.Settings(10), null);

    @Test
    void allWarmUpInEqualSteps() {
        for (Schedule schedule : new Schedule[] {cosine, linear, constant}) {
            assertThat(schedule.learningRate(1, STEPS, 1)).isEqualTo(1.0 / 11, ROUNDING);
            assertThat(schedule.learningRate(10, STEPS, 1)).isEqualTo(10.0 / 11, ROUNDING);
            assertThat(schedule.learningRate(11, STEPS, 1)).isEqualTo(1);
        }
    }

    @Test
    void cosineFallsAlongHalfACosine() {
        assertThat(cosine.learningRate(36, STEPS, 1)).isEqualTo(0.1 + 0.45 * (1 + Math.sqrt(0.5)), ROUNDING); // a quarter: cos(π/4)
        assertThat(cosine.learningRate(61, STEPS, 1)).isEqualTo(0.55, ROUNDING); // half way
        assertThat(cosine.learningRate(110, STEPS, 1)).isEqualTo(0.1 + 0.45 * (1 + Math.cos(Math.PI * 0.99)), ROUNDING);
    }

    @Test
    void linearFallsInAStraightLine() {
        assertThat(linear.learningRate(36, STEPS, 1)).isEqualTo(0.775, ROUNDING);
        assertThat(linear.learningRate(61, STEPS, 1)).isEqualTo(0.55, ROUNDING);
        assertThat(linear.learningRate(111, STEPS, 1)).isEqualTo(0.1, ROUNDING);
    }

    @Test
    void constantStaysAtThePeak() {
        assertThat(constant.learningRate(STEPS, STEPS, 0.3)).isEqualTo(0.3);
    }

    @Test
    void thePeakIsTheFirstStepWithoutWarmUp() {
        assertThat(new CosineComponent().create(new CosineComponent.Settings(0, 0), null).learningRate(1, 100, 2e-3)).isEqualTo(2e-3);
    }

    @Test
    void aWarmUpLongerThanTheRunOnlyRises() {
        Schedule schedule = new CosineComponent().create(new CosineComponent.Settings(100, 0), null);
        assertThat(schedule.learningRate(20, 20, 1)).isEqualTo(20.0 / 101, ROUNDING);
    }
}
