package org.stagelm.training.loop;

import java.util.Optional;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.training.Objective;
import org.stagelm.core.model.BoundModel;

/**
 * The mean loss over the targets of the validation part, or of its first batches, without dropout.
 *
 * @param batches how many; 0: all
 */
record ValidationLoss(BoundModel bound, Objective objective, BatchLoader loader, long batches) {

    /** Over the first {@code batches}, in nats per target; NaN where there is no target. Batches count by their number of targets. */
    double mean() {
        return mean(isWhole() ? loader.batchesPerEpoch() : batches);
    }

    /** Over all batches. */
    double wholeMean() {
        return mean(loader.batchesPerEpoch());
    }

    boolean isWhole() {
        return batches == 0 || batches >= loader.batchesPerEpoch();
    }

    private double mean(long count) {
        loader.seek(0);
        double sum = 0;
        long targets = 0;
        for (long i = 0; i < count; i++) {
            Batch batch = loader.next();
            long counted = MicroBatch.targets(batch);
            if (counted > 0) {
                sum += counted * loss(batch);
                targets += counted;
            }
        }
        return sum / targets;
    }

    private double loss(Batch batch) {
        try (Scope scope = bound.engine().scope()) {
            return bound.engine().doubles(objective.loss(bound.model(), batch, bound.engine(), Optional.empty()))[0];
        }
    }
}
