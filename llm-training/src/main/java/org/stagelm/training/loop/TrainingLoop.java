package org.stagelm.training.loop;

import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.model.BoundModel;
import org.stagelm.training.checkpoint.Checkpoint;
import org.stagelm.training.checkpoint.Checkpoints;
import org.stagelm.training.checkpoint.ModelWriter;
import org.stagelm.training.checkpoint.OptimizerState;
import org.stagelm.training.checkpoint.TrainingState;

/** Step after step, from a state to the end of the run. After a step come its evaluation, its sample and its checkpoint, in this order. */
final class TrainingLoop {

    private final TrainingSettings settings;
    private final TrainingStep stepping;
    private final TrainingData data;
    private final Optional<ValidationLoss> validation;
    private final NonFiniteSearch search;
    private final Checkpoints checkpoints;
    private final OptimizerState memory;
    private final ModelWriter model;
    private final SampleWriter samples;
    private final TrainingListener listener;

    TrainingLoop(BoundModel bound, TrainingSettings settings, Learning learning, TrainingData data, RunOutput output, OptimizerState memory,
            TrainingListener listener, long seed) {
        this.settings = settings;
        this.stepping = new TrainingStep(bound, learning, settings, data.train(), memory, seed);
        this.data = data;
        this.validation = data.validation().map(loader -> new ValidationLoss(bound, learning.objective(), loader, settings.evalBatches()));
        this.search = new NonFiniteSearch(bound, learning.objective());
        this.checkpoints = new Checkpoints(output.folder().files().checkpoints());
        this.memory = memory;
        this.model = output.model();
        this.samples = output.samples();
        this.listener = listener;
    }

    TrainingState run(TrainingState start) {
        long began = System.nanoTime();
        data.train().seek(start.position());
        TrainingState state = start;
        while (state.step() < settings.steps()) {
            state = step(state);
            boolean last = state.step() == settings.steps();
            if (validation.isPresent() && (last || due(settings.evalEvery(), state.step()))) {
                state = evaluate(state, validation.get(), last);
            }
            if (due(settings.sampleEvery(), state.step())) {
                listener.sampled(state.step(), settings.samplePrompt(), samples.write(state.step()));
            }
            state = state.withSeconds(start.seconds() + (System.nanoTime() - began) * 1e-9);
            if (last || due(settings.checkpointEvery(), state.step()) || settings.keepBest() && state.isBest()) {
                save(state);
            }
        }
        return state;
    }

    private static boolean due(long every, long step) {
        return every > 0 && step % every == 0;
    }

    private TrainingState step(TrainingState before) {
        long began = System.nanoTime();
        long step = before.step() + 1;
        TrainingStep.Done done;
        try {
            done = stepping.run(step);
        } catch (NonFiniteException e) {
            throw new UserError("training stopped at step " + step + ": " + e.getMessage() + "; " + search.inStep(e.batches()) + ". " + wayOut()
                    + " The learning rate of this step was " + e.learningRate() + ": a smaller one, more warmupSteps or a smaller clipNorm"
                    + " usually help.", e);
        }
        double seconds = (System.nanoTime() - began) * 1e-9;
        TrainingState after = before.stepped(data.train().position(), done.tokens(), done.loss(), seconds);
        listener.step(new StepMetrics(step, settings.steps(), done.loss(), done.learningRate(), done.gradientNorm(), after.tokens(), seconds));
        return after;
    }

    /** On the way the loss is that of {@code evalBatches} batches; at the end of the run it is that of the whole validation part. */
    private TrainingState evaluate(TrainingState state, ValidationLoss over, boolean last) {
        TrainingState evaluated = state.evaluated(finite(state, over.mean()));
        if (last && !over.isWhole()) {
            evaluated = evaluated.evaluatedWhole(finite(state, over.wholeMean()));
        }
        listener.evaluated(state.step(), evaluated.validationLoss().orElseThrow());
        return evaluated;
    }

    private double finite(TrainingState state, double loss) {
        if (!Double.isFinite(loss)) {
            throw new UserError("training stopped after step " + state.step() + ": the validation loss is " + loss + "; "
                    + search.inParameters().orElse("all parameters are finite, so the validation part has no targets or the model overflows on it") + ". "
                    + wayOut());
        }
        return loss;
    }

    /** A checkpoint is written of finite parameters only, so the last one is always good to go back to. */
    private void save(TrainingState state) {
        Optional<String> fault = search.inParameters();
        if (fault.isPresent()) {
            throw new UserError("training stopped after step " + state.step() + ": " + fault.get() + ", so no checkpoint was written. " + wayOut());
        }
        Checkpoint checkpoint = checkpoints.write(state, memory, model);
        listener.saved(state.step(), checkpoint.folder());
        checkpoints.keep(settings.keepCheckpoints(), settings.keepBest() ? state.best() : Optional.empty());
    }

    private String wayOut() {
        return checkpoints.newest().map(last -> "The last good checkpoint is " + last.folder() + "; --resume goes on from it.")
                .orElse("There is no checkpoint to go back to yet.");
    }
}
