package org.stagelm.tokenizers.loader;

import org.stagelm.api.UserError;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.TokenSequence;
import org.stagelm.api.tensor.RandomKey;

/** Windows that begin {@code stride} tokens apart, in order or shuffled anew in each epoch. */
final class SlidingWindows implements BatchLoader {

    private final TokenSequence tokens;
    private final int context;
    private final long stride;
    private final EpochOrder order;
    private long position;

    SlidingWindows(SlidingWindowComponent.Settings settings, TokenSequence tokens, int rows, int context, RandomKey key) {
        this.tokens = tokens;
        this.context = context;
        this.stride = settings.stride() == 0 ? context : settings.stride();
        long targets = tokens.length() - 1; // the first token is no target
        long windows;
        if (settings.dropLast()) {
            windows = targets < context ? 0 : (targets - context) / stride + 1;
            if (windows < rows) {
                throw tooFew((rows - 1) * stride + context + 1, "a batch of " + rows + (rows == 1 ? " row" : " rows"));
            }
        } else {
            if (targets < 1) {
                throw tooFew(2, "a row without dropLast");
            }
            // One window and as many more as the tokens behind it need; with a stride beyond the context the last may begin behind the end.
            windows = Math.min(1 + ceilDiv(Math.max(0, targets - context), stride), ceilDiv(targets, stride));
        }
        order = new EpochOrder(windows, rows, settings.shuffle(), settings.dropLast(), key);
    }

    private UserError tooFew(long needed, String what) {
        return new UserError(tokens.source() + " has " + tokens.length() + " tokens, but " + what + " of context " + context + " needs " + needed
                + ". Give more text, or make context or batch smaller.");
    }

    private static long ceilDiv(long a, long b) {
        return (a + b - 1) / b;
    }

    @Override
    public Batch next() {
        long[] windows = order.rows(position++);
        Rows filled = new Rows(tokens, windows.length, context);
        for (int row = 0; row < windows.length; row++) {
            filled.fill(row, windows[row] * stride);
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
        return order.batches();
    }
}
