package org.stagelm.tokenizers.loader;

import java.util.Arrays;
import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.TokenSequence;
import org.stagelm.api.tensor.RandomKey;

/**
 * Rows of whole documents, in order or shuffled anew in each epoch. Of the {@linkplain DocumentBlock packing} only the number of rows of each
 * {@value #BLOCK} documents is kept; the rows of a block are worked out when one is asked for.
 */
final class PackedDocuments implements BatchLoader {

    private static final int BLOCK = 256;

    private final TokenSequence tokens;
    private final int context;
    private final long[] rowsBefore; // of each block, and of all
    private final EpochOrder order;
    private DocumentBlock block;
    private long blockNumber = -1;
    private long position;

    PackedDocuments(PackedDocumentsComponent.Settings settings, TokenSequence tokens, int rows, int context, RandomKey key) {
        this.tokens = tokens;
        this.context = context;
        int blocks = Math.toIntExact((tokens.documents() + BLOCK - 1) / BLOCK);
        rowsBefore = new long[blocks + 1];
        for (int i = 0; i < blocks; i++) {
            rowsBefore[i + 1] = rowsBefore[i] + block(i).rows();
        }
        long needed = settings.dropLast() ? rows : 1;
        if (rowsBefore[blocks] < needed) {
            throw new UserError(tokens.source() + " has " + tokens.documents() + " documents with " + tokens.length() + " tokens, which fill "
                    + rowsBefore[blocks] + " rows of context " + context + ", but a batch needs " + needed
                    + ". Give more text, or make context or batch smaller.");
        }
        order = new EpochOrder(rowsBefore[blocks], rows, settings.shuffle(), settings.dropLast(), key);
    }

    private DocumentBlock block(int number) {
        if (number != blockNumber) {
            long from = (long) number * BLOCK;
            block = new DocumentBlock(tokens, from, Math.min(from + BLOCK, tokens.documents()), context);
            blockNumber = number;
        }
        return block;
    }

    @Override
    public Batch next() {
        long[] numbers = order.rows(position++);
        Rows filled = new Rows(tokens, numbers.length, context);
        int[] starts = new int[numbers.length * context];
        for (int row = 0; row < numbers.length; row++) {
            int found = Arrays.binarySearch(rowsBefore, numbers[row]);
            int number = found < 0 ? -found - 2 : found;
            while (rowsBefore[number + 1] == numbers[row]) {
                number++; // a block of documents too short for a row
            }
            block(number).fill(numbers[row] - rowsBefore[number], filled, row, starts);
        }
        return filled.batch(Optional.of(starts));
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
