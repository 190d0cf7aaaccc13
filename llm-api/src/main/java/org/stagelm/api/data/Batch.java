package org.stagelm.api.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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

    /** The same rows in at most {@code parts} batches, one after the other, none of them empty and their sizes as equal as can be. */
    public List<Batch> split(int parts) {
        int count = Math.min(parts, rows);
        if (count <= 1) {
            return List.of(this);
        }
        return IntStream.range(0, count).mapToObj(part -> rows(rows * part / count, rows * (part + 1) / count)).toList();
    }

    private Batch rows(int from, int to) {
        return new Batch(to - from, length, Arrays.copyOfRange(inputs, from * length, to * length),
                Arrays.copyOfRange(targets, from * length, to * length));
    }
}
