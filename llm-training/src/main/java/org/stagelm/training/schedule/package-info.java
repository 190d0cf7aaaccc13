/**
 * The learning rate over the run: the schedules {@code constant}, {@code linear} and {@code cosine}, each with a warm-up. The formulas are nanoGPT's
 * ({@code get_lr} in its train.py), whose iteration 0 is our step 1; {@code WarmupDecay} holds them.
 */
package org.stagelm.training.schedule;
