package org.stagelm.api.training;

import java.nio.file.Path;

/** Is told what happens in a run. */
public interface TrainingListener {

    /** After each optimizer step. */
    default void step(StepMetrics metrics) {}

    /** After the validation loss was taken. */
    default void evaluated(long step, double validationLoss) {}

    /** A text the model wrote on the way. */
    default void sampled(long step, String prompt, String text) {}

    /** A checkpoint is whole and in its place. */
    default void saved(long step, Path checkpoint) {}

    /** The run is over. */
    default void finished(long step, Path runFolder) {}
}
