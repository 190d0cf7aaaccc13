package org.stagelm.training.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.model.BoundModel;
import org.stagelm.training.checkpoint.Checkpoint;
import org.stagelm.training.checkpoint.Checkpoints;
import org.stagelm.training.checkpoint.OptimizerState;
import org.stagelm.training.checkpoint.RunTerms;
import org.stagelm.training.checkpoint.TrainingState;
import org.stagelm.training.metrics.RunMetrics;
import org.stagelm.training.report.RunReport;
import org.stagelm.training.run.RunFiles;

/** Trains a model into a run folder. */
public final class Trainer {

    private final BoundModel model;
    private final TrainingSettings settings;
    private final Learning learning;
    private final TrainingData data;
    private final RunOutput output;
    private final long seed;

    /** @param seed decides dropout; the parameters' first values and the data's order have keys of their own */
    public Trainer(BoundModel model, TrainingSettings settings, Learning learning, TrainingData data, RunOutput output, long seed) {
        this.model = model;
        this.settings = settings;
        this.learning = learning;
        this.data = data;
        this.output = output;
        this.seed = seed;
    }

    /**
     * Runs until {@code training.steps} are done, on the calling thread.
     *
     * @param from the newest checkpoint of the run folder, where the run is to go on from it; its parameters have been loaded into the model. Empty
     *     begins at step 1. A run that is at its end already is left as it is
     * @throws org.stagelm.api.UserError where {@code from} is of another config or model; where the loss, a gradient or a parameter is no longer
     *     finite, naming the step, the layer and the last good checkpoint; where a file cannot be written
     */
    public TrainingResult run(Optional<Checkpoint> from) {
        RunFiles files = output.folder().files();
        new Checkpoints(files.checkpoints()).clearLeftovers();
        RunTerms terms = terms();
        TrainingState start = from.map(checkpoint -> checkpoint.state(terms)).orElseGet(() -> TrainingState.start(terms));
        try (OptimizerState memory = memory(from);
                RunMetrics metrics = RunMetrics.continueAfter(start.step(), start.tokens(), files);
                StepProgress progress = new StepProgress(output.progress(), settings.steps(), start.step())) {
            List<TrainingListener> listeners = new ArrayList<>(List.of(metrics, progress));
            listeners.addAll(output.listeners());
            ListenerChain all = new ListenerChain(listeners);
            TrainingState end = new TrainingLoop(model, settings, learning, data, output, memory, all, seed).run(start);
            RunReport.write(files);
            all.finished(end.step(), files.folder());
            return result(end);
        } catch (RuntimeException | Error e) {
            RunReport.write(files);
            throw e;
        }
    }

    private OptimizerState memory(Optional<Checkpoint> from) {
        return from.map(checkpoint -> checkpoint.optimizer(model.engine(), model.trainable(), learning.optimizer()))
                .orElseGet(() -> OptimizerState.zeros(model.engine(), model.trainable(), learning.optimizer()));
    }

    private RunTerms terms() {
        return new RunTerms(seed, settings.batchSize(), settings.gradientAccumulation(), model.model().dimensions().context(),
                settings.loader().type(), settings.objective().type(), settings.optimizer().type());
    }

    private TrainingResult result(TrainingState end) {
        OptionalDouble best = end.best().map(b -> OptionalDouble.of(b.validationLoss())).orElse(OptionalDouble.empty());
        double rate = end.stepSeconds() == 0 ? 0 : end.tokens() / end.stepSeconds();
        return new TrainingResult(output.folder().files().folder(), end.step(), end.trainLoss(), end.validationLoss(), best, rate, end.seconds());
    }
}
