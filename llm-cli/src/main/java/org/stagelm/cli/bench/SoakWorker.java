package org.stagelm.cli.bench;

import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.stagelm.api.component.Choice;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.SamplerChain;
import org.stagelm.experiment.TextModel;

/**
 * The process of {@code bench soak}: a whole training run, then one long text by its model, far longer than the context, so that it slides again and
 * again. Each {@link #READINGS}th part of the two is one repetition of the worker's; what it measures is the process's resident bytes after it.
 */
final class SoakWorker implements TrainingListener {

    /** Of the training run, and again of the text. */
    static final int READINGS = 100;

    private final Worker worker;
    private final BenchRun run;
    private final int tokens;
    private int written;

    SoakWorker(Worker worker, BenchRun run, int tokens) {
        this.worker = worker;
        this.run = run;
        this.tokens = tokens;
    }

    void run() {
        try (Engine engine = BenchEngine.open(run.backend())) {
            if (worker.begin(engine.description())) {
                run.train(engine, this, this::write);
            }
        } catch (TrainWorker.Enough e) {
            // nobody asks for more
        }
    }

    @Override
    public void step(StepMetrics metrics) {
        if (isReading(metrics.step(), run.steps()) && !worker.took(Pointer.physicalBytes())) {
            throw new TrainWorker.Enough();
        }
    }

    private void write(Path trained) {
        Choice<Engine> engine = BenchEngine.choice(run.backend());
        GenerationListener listener = (id, text) -> !isReading(++written, tokens) || worker.took(Pointer.physicalBytes());
        try (TextModel model = TextModel.open(trained, engine)) {
            model.generate(new int[] {0}, new GenerationOptions(tokens, false, SamplerChain.sampling(List.of(), 1)), listener);
        }
    }

    /** True where the {@code done}th of {@code all} ends one of {@link #READINGS} equal parts. */
    private static boolean isReading(long done, long all) {
        return done * READINGS / all > (done - 1) * READINGS / all;
    }
}
