package org.stagelm.api.training;

/**
 * Figures of one optimizer step.
 *
 * @param step from 1
 * @param steps of the whole run
 * @param loss mean over the step's tokens
 * @param gradientNorm before clipping; NaN where it was not measured
 * @param tokens trained on so far
 * @param seconds this step took
 */
public record StepMetrics(long step, long steps, double loss, double learningRate, double gradientNorm, long tokens, double seconds) {}
