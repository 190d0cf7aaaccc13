package org.stagelm.training.checkpoint;

import java.nio.file.Path;
import java.util.List;
import org.stagelm.api.UserError;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.training.Optimizer;

/**
 * A whole checkpoint.
 *
 * @param step it was taken after
 * @param folder a model folder with the training state beside it
 */
public record Checkpoint(long step, Path folder) {

    static final String STATE = "training.json";
    static final String OPTIMIZER = "training.safetensors";

    /** @throws UserError where {@code training.json} is missing or broken */
    public TrainingState state() {
        return TrainingStateFile.read(folder.resolve(STATE));
    }

    /**
     * The state, for a run that goes on from here on the same terms.
     *
     * @throws UserError where the terms differ, naming each
     */
    public TrainingState state(RunTerms now) {
        TrainingState state = state();
        List<String> differences = state.terms().differences(now);
        if (!differences.isEmpty()) {
            throw new UserError("the run cannot be resumed from " + folder + " with another config (" + String.join("; ", differences)
                    + "): set it back, or begin a new run with another --out");
        }
        return state;
    }

    /** Reads the optimizer's state; see {@link OptimizerState#read}. */
    public OptimizerState optimizer(Engine engine, List<Parameter> parameters, Optimizer optimizer) {
        return OptimizerState.read(folder.resolve(OPTIMIZER), engine, parameters, optimizer);
    }
}
