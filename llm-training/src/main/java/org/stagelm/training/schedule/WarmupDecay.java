package org.stagelm.training.schedule;

import java.util.function.DoubleUnaryOperator;
import org.stagelm.api.training.Schedule;

/**
 * A linear warm-up, then a decay from the peak to a floor.
 *
 * <p>With i = step − 1 and w = warmupSteps: peak · (i + 1) / (w + 1) while i &lt; w, then floor + shape(r) · (peak − floor) with
 * r = (i − w) / (steps − w). So the peak is reached at step w + 1, and the floor would be reached one step after the last.
 *
 * @param warmupSteps w
 * @param floor the learning rate the decay ends at
 * @param shape falls from 1 at r = 0 to 0 at r = 1
 */
record WarmupDecay(long warmupSteps, double floor, DoubleUnaryOperator shape) implements Schedule {

    @Override
    public double learningRate(long step, long steps, double peak) {
        if (step <= warmupSteps) {
            return peak * step / (warmupSteps + 1);
        }
        double ratio = Math.min(1, (step - 1 - warmupSteps) / (double) Math.max(1, steps - warmupSteps));
        return floor + shape.applyAsDouble(ratio) * (peak - floor);
    }
}
