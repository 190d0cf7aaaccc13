package org.stagelm.api.training;

/** The learning rate over the run. */
@FunctionalInterface
public interface Schedule {

    /**
     * @param step from 1 to {@code steps}
     * @param peak the optimizer's learning rate
     */
    double learningRate(long step, long steps, double peak);
}
