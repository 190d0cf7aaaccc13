package org.stagelm.api.data;

/**
 * Rows of token ids with the ids that follow them.
 *
 * @param rows B
 * @param length T
 * @param inputs [B, T], row-major
 * @param targets [B, T], row-major: the id after each input, or {@link #IGNORED} where there is none to learn
 */
public record Batch(int rows, int length, int[] inputs, int[] targets) {

    /** A target that takes no part in the loss; the number is PyTorch's. */
    public static final int IGNORED = -100;

    public int tokens() {
        return rows * length;
    }
}
