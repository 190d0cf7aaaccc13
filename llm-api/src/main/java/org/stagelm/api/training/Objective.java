package org.stagelm.api.training;

import java.util.Optional;
import org.stagelm.api.data.Batch;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Tensor;

/** What a model learns. */
@FunctionalInterface
public interface Objective {

    /**
     * The mean loss over the targets of a batch, a scalar.
     *
     * @param random present while training: switches dropout on
     */
    Tensor loss(LanguageModel model, Batch batch, Engine engine, Optional<RandomKey> random);
}
