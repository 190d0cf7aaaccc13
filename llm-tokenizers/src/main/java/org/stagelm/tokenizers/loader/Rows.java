package org.stagelm.tokenizers.loader;

import java.util.Arrays;
import java.util.Optional;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.TokenSequence;

/** Fills the rows of one batch: the inputs of a row are ids, its targets the same ids one place on. */
final class Rows {

    private final TokenSequence tokens;
    private final int context;
    private final int[] inputs;
    private final int[] targets;

    Rows(TokenSequence tokens, int rows, int context) {
        this.tokens = tokens;
        this.context = context;
        this.inputs = new int[rows * context];
        this.targets = new int[rows * context];
    }

    /** Where the ids end before the row does, the rest of the inputs is 0 and of the targets {@link Batch#IGNORED}. */
    void fill(int row, long start) {
        int length = (int) Math.min(context, tokens.length() - 1 - start);
        fill(row, 0, start, length);
        end(row, length);
    }

    /** Puts {@code length} inputs, at least one, from the token {@code start} on at {@code place} of a row; their targets end one token further. */
    void fill(int row, int place, long start, int length) {
        int at = row * context + place;
        tokens.copy(start, inputs, at, length);
        System.arraycopy(inputs, at + 1, targets, at, length - 1);
        tokens.copy(start + length, targets, at + length - 1, 1);
    }

    /** Nothing comes from {@code place} of a row on. */
    void end(int row, int place) {
        Arrays.fill(targets, row * context + place, (row + 1) * context, Batch.IGNORED);
    }

    Batch batch() {
        return batch(Optional.empty());
    }

    /** @param starts see {@link Batch#starts()} */
    Batch batch(Optional<int[]> starts) {
        return new Batch(inputs.length / context, context, inputs, targets, starts);
    }
}
