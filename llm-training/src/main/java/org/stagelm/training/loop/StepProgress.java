package org.stagelm.training.loop;

import java.util.Locale;
import org.stagelm.api.Progress;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;

/** Shows the steps and the latest losses as progress. */
final class StepProgress implements TrainingListener, AutoCloseable {

    /** A person reads no faster, and steps may take less than a millisecond. */
    private static final long NANOS_BETWEEN_NOTES = 100_000_000;

    private final Progress.Task task;
    private long noted = System.nanoTime() - NANOS_BETWEEN_NOTES;
    private String validation = "";

    StepProgress(Progress progress, long steps, long done) {
        task = progress.start("training", steps, "steps");
        task.at(done);
    }

    @Override
    public void step(StepMetrics metrics) {
        task.at(metrics.step());
        long now = System.nanoTime();
        if (now - noted >= NANOS_BETWEEN_NOTES || metrics.step() == metrics.steps()) {
            noted = now;
            task.note(String.format(Locale.ROOT, "loss %.4f%s", metrics.loss(), validation));
        }
    }

    @Override
    public void evaluated(long step, double validationLoss) {
        validation = String.format(Locale.ROOT, ", validation %.4f", validationLoss);
    }

    @Override
    public void close() {
        task.close();
    }
}
