package org.stagelm.training.loop;

import java.util.Optional;
import org.stagelm.api.data.BatchLoader;

/**
 * The batches of a run.
 *
 * @param train gives batches of {@code training.batchSize} rows
 * @param validation one epoch of it is the validation part, each token a target once; empty where there is no validation part. It must not be the
 *     {@code train} loader: evaluating moves it
 */
public record TrainingData(BatchLoader train, Optional<BatchLoader> validation) implements AutoCloseable {

    @Override
    public void close() {
        train.close();
        validation.ifPresent(BatchLoader::close);
    }
}
