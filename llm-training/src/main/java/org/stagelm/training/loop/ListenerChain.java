package org.stagelm.training.loop;

import java.nio.file.Path;
import java.util.List;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;

/** Tells several listeners, one after the other. */
record ListenerChain(List<TrainingListener> listeners) implements TrainingListener {

    @Override
    public void step(StepMetrics metrics) {
        listeners.forEach(listener -> listener.step(metrics));
    }

    @Override
    public void evaluated(long step, double validationLoss) {
        listeners.forEach(listener -> listener.evaluated(step, validationLoss));
    }

    @Override
    public void sampled(long step, String prompt, String text) {
        listeners.forEach(listener -> listener.sampled(step, prompt, text));
    }

    @Override
    public void saved(long step, Path checkpoint) {
        listeners.forEach(listener -> listener.saved(step, checkpoint));
    }

    @Override
    public void finished(long step, Path runFolder) {
        listeners.forEach(listener -> listener.finished(step, runFolder));
    }
}
