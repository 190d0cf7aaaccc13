/**
 * How gradients change parameters: the optimizers {@code sgd}, {@code adam} and {@code adamw}.
 *
 * <p>Each component turns its settings into an {@link org.stagelm.api.training.Optimizer}, which has no memory: the training loop owns the moments.
 * Weight decay applies to matrices only ({@link org.stagelm.api.layer.Role#isMatrix}): decaying gains and biases pulls them from where they work, as
 * in GPT-2's and nanoGPT's training.
 */
package org.stagelm.training.optimizer;
