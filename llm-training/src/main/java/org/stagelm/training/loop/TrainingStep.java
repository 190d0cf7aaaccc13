package org.stagelm.training.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Batch;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.core.model.BoundModel;
import org.stagelm.training.checkpoint.OptimizerState;

/** One optimizer step: losses and gradients of its batches, clipping, update. The host waits for the engine twice: for the loss and for the norm. */
final class TrainingStep {

    private final Engine engine;
    private final LanguageModel model;
    private final List<Parameter> parameters;
    private final List<Tensor> variables;
    private final Learning learning;
    private final TrainingSettings settings;
    private final BatchLoader loader;
    private final OptimizerState memory;
    private final RandomKey dropout;

    TrainingStep(BoundModel bound, Learning learning, TrainingSettings settings, BatchLoader loader, OptimizerState memory, long seed) {
        this.engine = bound.engine();
        this.model = bound.model();
        this.parameters = bound.trainable();
        this.variables = parameters.stream().map(Parameter::stored).toList();
        this.learning = learning;
        this.settings = settings;
        this.loader = loader;
        this.memory = memory;
        this.dropout = new RandomKey(seed).derive("dropout");
    }

    /**
     * @param learningRate of this step
     * @param gradientNorm before clipping; NaN where clipping is off
     * @param tokens of its batches
     */
    record Done(double loss, double learningRate, double gradientNorm, long tokens) {}

    /**
     * @param step from 1
     * @throws NonFiniteException before the parameters were changed, where the loss or the gradient is not finite
     */
    Done run(long step) {
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < settings.gradientAccumulation(); i++) {
            batches.add(loader.next());
        }
        List<MicroBatch> micro = micro(batches, step);
        double learningRate = learning.schedule().learningRate(step, settings.steps(), learning.optimizer().learningRate());
        try (Scope scope = engine.scope()) {
            double loss = engine.doubles(differentiate(micro))[0];
            if (!Double.isFinite(loss)) {
                throw new NonFiniteException("the loss is " + loss, learningRate, micro);
            }
            double norm = settings.clipNorm() > 0 ? engine.clipGradients(variables, settings.clipNorm()) : Double.NaN;
            if (settings.clipNorm() > 0 && !Double.isFinite(norm)) {
                throw new NonFiniteException("the norm of the gradients is " + norm, learningRate, micro);
            }
            learning.optimizer().update(engine, parameters, memory.tensors(), learningRate, step);
            return new Done(loss, learningRate, norm, batches.stream().mapToLong(Batch::tokens).sum());
        } finally {
            engine.clearGradients(variables);
        }
    }

    private List<MicroBatch> micro(List<Batch> batches, long step) {
        long all = batches.stream().mapToLong(MicroBatch::targets).sum();
        if (all == 0) {
            throw new UserError("step " + step + " has nothing to learn: all targets of its batches are marked as ignored; check the data");
        }
        List<MicroBatch> micro = new ArrayList<>();
        for (int i = 0; i < batches.size(); i++) {
            RandomKey key = dropout.derive(step).derive(i);
            List<Batch> lanes = batches.get(i).split(engine.lanes());
            for (int lane = 0; lane < lanes.size(); lane++) {
                long targets = MicroBatch.targets(lanes.get(lane));
                if (targets > 0) { // without targets its mean loss would be 0 / 0
                    micro.add(new MicroBatch(i, lanes.get(lane), lane == 0 ? key : key.derive(lane), targets / (double) all));
                }
            }
        }
        return micro;
    }

    /** Collects the gradients, and gives the mean loss over all batches. */
    private Tensor differentiate(List<MicroBatch> micro) {
        Tensor[] losses = new Tensor[micro.size()];
        for (int first = 0; first < losses.length; first += engine.lanes()) {
            engine.sideBySide(IntStream.range(first, Math.min(first + engine.lanes(), losses.length))
                    .<Runnable>mapToObj(i -> () -> losses[i] = differentiate(micro.get(i))).toList());
        }
        Tensor mean = losses[0].mul(micro.get(0).share());
        for (int i = 1; i < losses.length; i++) {
            mean = mean.add(losses[i].mul(micro.get(i).share()));
        }
        for (Tensor loss : losses) {
            loss.close(); // no scope of this thread owns what another has made
        }
        return mean;
    }

    private Tensor differentiate(MicroBatch part) {
        try (Recording recording = engine.record()) {
            Tensor loss = learning.objective().loss(model, part.batch(), engine, part.random());
            recording.backward(loss, part.share());
            return recording.keep(loss);
        }
    }
}
