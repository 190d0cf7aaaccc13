package org.stagelm.api.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Rows of token ids with the ids that follow them.
 *
 * @param rows B
 * @param length T
 * @param inputs [B, T], row-major
 * @param targets [B, T], row-major: the id after each input, or {@link #IGNORED} where there is none to learn
 * @param starts [B, T], row-major: the place in its row, from 0, at which the document of each input begins. A token sees tokens of its own document
 *     alone, and its position is counted from there. Empty where a row is one text
 */
public record Batch(int rows, int length, int[] inputs, int[] targets, Optional<int[]> starts) {

    /** A target that takes no part in the loss; the number is PyTorch's. */
    public static final int IGNORED = -100;

    /** Rows of one text each. */
    public Batch(int rows, int length, int[] inputs, int[] targets) {
        this(rows, length, inputs, targets, Optional.empty());
    }

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
        return new Batch(to - from, length, part(inputs, from, to), part(targets, from, to), starts.map(all -> part(all, from, to)));
    }

    private int[] part(int[] all, int from, int to) {
        return Arrays.copyOfRange(all, from * length, to * length);
    }
}
