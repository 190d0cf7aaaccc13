package org.stagelm.tokenizers.loader;

import java.util.stream.LongStream;
import org.stagelm.api.tensor.RandomKey;

/** In which batch each of a number of rows comes, epoch by epoch, in order or shuffled anew each time. */
final class EpochOrder {

    private final long rows;
    private final int perBatch;
    private final long batches;
    private final boolean shuffle;
    private final RandomKey key;
    private long shuffledEpoch = -1;
    private Permutation order;

    /**
     * @param rows of one epoch; with {@code dropLast} at least {@code perBatch}, otherwise at least one
     * @param dropLast leaves out the rows at an epoch's end that do not fill a batch; otherwise its last batch is smaller
     */
    EpochOrder(long rows, int perBatch, boolean shuffle, boolean dropLast, RandomKey key) {
        this.rows = rows;
        this.perBatch = perBatch;
        this.batches = dropLast ? rows / perBatch : (rows + perBatch - 1) / perBatch;
        this.shuffle = shuffle;
        this.key = key;
    }

    long batches() {
        return batches;
    }

    /** The rows of the batch at {@code position}. */
    long[] rows(long position) {
        long epoch = position / batches;
        long first = position % batches * perBatch;
        return LongStream.range(first, Math.min(first + perBatch, rows)).map(place -> row(epoch, place)).toArray();
    }

    private long row(long epoch, long place) {
        if (!shuffle) {
            return place;
        }
        if (epoch != shuffledEpoch) {
            order = new Permutation(rows, key.derive(epoch));
            shuffledEpoch = epoch;
        }
        return order.at(place);
    }
}
