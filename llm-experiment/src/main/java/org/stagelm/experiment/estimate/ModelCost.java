package org.stagelm.experiment.estimate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Role;

/** What a model has and does, counted on its declared parameters. */
public final class ModelCost {

    private final Dimensions dimensions;
    private final List<Parameter> parameters;

    private ModelCost(Dimensions dimensions, List<Parameter> parameters) {
        this.dimensions = dimensions;
        this.parameters = parameters;
    }

    public static ModelCost of(LanguageModel model) {
        return new ModelCost(model.dimensions(), model.parameters().stream().filter(Parameter::trainable).toList());
    }

    Dimensions dimensions() {
        return dimensions;
    }

    public long parameters() {
        return sum(parameter -> true, Parameter::elements);
    }

    /** Parameters by part, those of all blocks together: {@code embedding}, {@code layers attn}, {@code layers mlp} … */
    public Map<String, Long> parts() {
        Map<String, Long> parts = new LinkedHashMap<>();
        parameters.forEach(parameter -> parts.merge(part(parameter.path()), parameter.elements(), Long::sum));
        return parts;
    }

    private static String part(String path) {
        String[] names = path.split("\\.");
        return names.length > 3 && names[1].matches("\\d+") ? names[0] + " " + names[2] : names[0];
    }

    /**
     * Multiplications and additions of one token on its way forward: two for each number of a matrix it is multiplied with, the head included, and in
     * each attention 4 · heads · head size for every token that is seen, all {@code seen} of them (Kaplan et al. 2020, section 2.1, with the head).
     */
    public double forwardFlops(int seen) {
        return 2.0 * multiplied() + 4.0 * dimensions.layers() * dimensions.heads() * dimensions.headSize() * seen;
    }

    /** The way back costs twice the way forward; {@code recompute} goes forward once more through the blocks. */
    public double trainingFlops(int seen, boolean recompute) {
        return (recompute ? 4 : 3) * forwardFlops(seen);
    }

    /** Elements of the matrices that a token is multiplied with; a table of embeddings counts where it is the head. */
    private long multiplied() {
        long head = sum(parameter -> parameter.role() == Role.HEAD, Parameter::elements);
        long matrices = sum(ModelCost::isProjection, Parameter::elements);
        return matrices + (head > 0 ? head : (long) dimensions.vocabulary() * dimensions.width());
    }

    /** Numbers that a training step keeps of one token for the way back, all blocks together: what goes into each matrix and what comes out of it. */
    long keptByBlocks() {
        long outOf = sum(ModelCost::isProjection, parameter -> parameter.shape()[0]);
        long into = sum(parameter -> parameter.role() == Role.RESIDUAL_MATRIX, parameter -> parameter.shape()[1]);
        long residuals = 4L * dimensions.layers() * dimensions.width(); // two norms and the two sums they are taken of
        return outOf + into + residuals;
    }

    private static boolean isProjection(Parameter parameter) {
        return parameter.role() == Role.MATRIX || parameter.role() == Role.RESIDUAL_MATRIX;
    }

    /** Numbers of keys and values that a token leaves in the cache. */
    long cached() {
        return sum(parameter -> parameter.path().endsWith(".k_proj.weight") || parameter.path().endsWith(".v_proj.weight"),
                parameter -> parameter.shape()[0]);
    }

    private long sum(Predicate<Parameter> counted, ToLongFunction<Parameter> number) {
        return parameters.stream().filter(counted).mapToLong(number).sum();
    }
}
