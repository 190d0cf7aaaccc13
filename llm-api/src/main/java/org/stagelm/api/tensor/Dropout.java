package org.stagelm.api.tensor;

/**
 * Dropout at one place of one pass.
 *
 * @param probability in [0, 1): the share of elements set to zero; the others are scaled by 1 / (1 − probability)
 * @param key decides which
 */
public record Dropout(double probability, RandomKey key) {}
