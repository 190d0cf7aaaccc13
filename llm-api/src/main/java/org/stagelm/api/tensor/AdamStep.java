package org.stagelm.api.tensor;

/**
 * One step of Adam (Kingma and Ba 2015) or AdamW (Loshchilov and Hutter 2019).
 *
 * @param learningRate of this step
 * @param weightDecay decoupled where {@code decoupled}, else added to the gradient as an L2 penalty
 * @param step counted from 1, for the bias correction
 */
public record AdamStep(double learningRate, double beta1, double beta2, double eps, double weightDecay, boolean decoupled, long step) {}
