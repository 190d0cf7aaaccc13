package org.stagelm.tokenizers.loader;

import org.stagelm.api.UserError;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.TokenSequence;
import org.stagelm.api.tensor.RandomKey;

/** Each row begins at a random place, all places being equally likely. */
final class RandomWindows implements BatchLoader {

    private final TokenSequence tokens;
    private final int rows;
    private final int context;
    private final RandomKey key;
    private final long starts;
    private long position;

    RandomWindows(TokenSequence tokens, int rows, int context, RandomKey key) {
        this.tokens = tokens;
        this.rows = rows;
        this.context = context;
        this.key = key;
        this.starts = tokens.length() - context;
        if (starts < 1) {
            throw new UserError(tokens.source() + " has " + tokens.length() + " tokens, but one row of context " + context + " needs "
                    + (context + 1L) + ". Give more text or make the context smaller.");
        }
    }

    @Override
    public Batch next() {
        RandomKey batch = key.derive(position++);
        Rows filled = new Rows(tokens, rows, context);
        for (int row = 0; row < rows; row++) {
            filled.fill(row, (long) (batch.uniform(row) * starts));
        }
        return filled.batch();
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void seek(long position) {
        this.position = position;
    }

    @Override
    public long batchesPerEpoch() {
        long perBatch = (long) rows * context;
        return (tokens.length() - 1 + perBatch - 1) / perBatch;
    }
}
