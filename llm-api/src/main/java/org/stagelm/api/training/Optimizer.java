package org.stagelm.api.training;

import java.util.List;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Tensor;

/** How gradients change parameters. It has no memory of its own: its state is given, kept and saved by the training loop. */
public interface Optimizer {

    /** The learning rate the schedule scales. */
    double learningRate();

    /** Names of the tensors it keeps for each parameter, each of the parameter's shape and 0 at first, such as {@code m} and {@code v}. */
    List<String> state();

    /**
     * Changes the parameters in place. A parameter without a gradient stays.
     *
     * @param state for each parameter the tensors named by {@link #state()}
     * @param learningRate of this step
     * @param step counted from 1
     */
    void update(Engine engine, List<Parameter> parameters, List<List<Tensor>> state, double learningRate, long step);
}
