package org.stagelm.tokenizers.loader;

import java.util.Arrays;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.TokenSequence;

/** Fills the rows of one batch: the inputs of a row are {@code context} ids, its targets the same ids one place on. */
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
        int at = row * context;
        tokens.copy(start, inputs, at, length);
        tokens.copy(start + 1, targets, at, length);
        Arrays.fill(targets, at + length, at + context, Batch.IGNORED);
    }

    Batch batch() {
        return new Batch(inputs.length / context, context, inputs, targets);
    }
}
