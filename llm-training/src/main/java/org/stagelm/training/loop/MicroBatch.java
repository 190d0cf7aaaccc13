package org.stagelm.training.loop;

import java.util.Arrays;
import java.util.Optional;
import org.stagelm.api.data.Batch;
import org.stagelm.api.tensor.RandomKey;

/**
 * One of the batches of a step, or the part of one that is computed beside its others.
 *
 * @param number of the batch, from 0
 * @param key of its dropout
 * @param share of the step's targets; its mean loss counts by it, so that the step's loss is the mean over all targets, as from one large batch
 */
record MicroBatch(int number, Batch batch, RandomKey key, double share) {

    Optional<RandomKey> random() {
        return Optional.of(key);
    }

    /** The number of targets that take part in the loss. */
    static long targets(Batch batch) {
        return Arrays.stream(batch.targets()).filter(target -> target != Batch.IGNORED).count();
    }
}
