package org.stagelm.api.tensor;

/**
 * Tables for rotary position embedding (Su et al. 2021), for the positions of one pass.
 *
 * @param cos [T, R/2] or [B, T, R/2] where the first R of each head's dimensions are rotated
 * @param sin the same shape
 * @param interleaved true: dimensions 2i and 2i+1 form a pair (the paper, llama2.c); false: i and i + R/2 (Hugging Face)
 */
public record Rotary(Tensor cos, Tensor sin, boolean interleaved) {}
