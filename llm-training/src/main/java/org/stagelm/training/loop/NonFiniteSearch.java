package org.stagelm.training.loop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.LayerPath;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.training.Objective;
import org.stagelm.core.model.BoundModel;

/**
 * Finds where numbers stopped being finite, by looking at the parameters and by running the step's batches again and reading what each layer gives.
 */
final class NonFiniteSearch {

    private final BoundModel bound;
    private final Objective objective;

    NonFiniteSearch(BoundModel bound, Objective objective) {
        this.bound = bound;
        this.objective = objective;
    }

    /** The first parameter that is not finite, in words; empty where all are. */
    Optional<String> inParameters() {
        float[] values = new float[0];
        for (Parameter parameter : bound.trainable()) {
            int elements = Math.toIntExact(parameter.elements());
            values = values.length < elements ? new float[elements] : values;
            bound.engine().floats(parameter.stored(), values);
            for (int i = 0; i < elements; i++) {
                if (!Float.isFinite(values[i])) {
                    return Optional.of("parameter " + parameter.path() + " holds " + values[i] + " at element " + i);
                }
            }
        }
        return Optional.empty();
    }

    /** Where the numbers of a step went wrong, in words. */
    String inStep(List<MicroBatch> batches) {
        return inParameters()
                .or(() -> batches.stream().flatMap(batch -> inForward(batch).stream()).findFirst())
                .or(() -> batches.stream().flatMap(batch -> inBackward(batch).stream()).findFirst())
                .orElse("it does not come again when the step's batches are run once more, so the engine does not compute reproducibly");
    }

    private Optional<String> inForward(MicroBatch batch) {
        List<String> found = new ArrayList<>();
        try (Scope scope = bound.engine().scope()) {
            LayerPath.observe((path, result) -> {
                if (found.isEmpty() && hasNonFinite(result)) {
                    found.add("the first layer that gives a non-finite number is " + (path.isEmpty() ? "the model itself" : path) + in(batch));
                }
            }, () -> {
                Tensor loss = objective.loss(bound.model(), batch.batch(), bound.engine(), batch.random());
                if (found.isEmpty() && hasNonFinite(loss)) {
                    found.add("every layer gives finite numbers, but the loss computed from them is not finite" + in(batch));
                }
            });
        }
        return found.stream().findFirst();
    }

    /** Backward passes from the last parameter to the first, so the last one declared is where it began. */
    private Optional<String> inBackward(MicroBatch batch) {
        Engine engine = bound.engine();
        List<Tensor> variables = bound.trainable().stream().map(Parameter::stored).toList();
        engine.clearGradients(variables);
        try (Recording recording = engine.record()) {
            recording.backward(objective.loss(bound.model(), batch.batch(), engine, batch.random()), batch.share());
            return bound.trainable().stream().filter(parameter -> engine.gradient(parameter.stored()).filter(this::hasNonFinite).isPresent())
                    .reduce((first, second) -> second)
                    .map(parameter -> "every layer gives finite numbers, but the gradient of " + parameter.path() + " is not finite" + in(batch));
        } finally {
            engine.clearGradients(variables);
        }
    }

    private boolean hasNonFinite(Tensor tensor) {
        return Arrays.stream(bound.engine().doubles(tensor)).anyMatch(value -> !Double.isFinite(value));
    }

    private static String in(MicroBatch batch) {
        return batch.share() == 1 ? "" : " (batch " + (batch.number() + 1) + " of the step)";
    }
}
