package org.stagelm.experiment.estimate;

/**
 * Bytes that training needs at its fullest, when the way back begins. What a library and the JVM take for themselves, some 200 MB, comes on top.
 *
 * @param weights in float32
 * @param gradients as many
 * @param optimizer two numbers for each weight with adam and adamw
 * @param activations what a batch leaves for the way back, the logits included
 */
public record TrainingMemory(double weights, double gradients, double optimizer, double activations) {

    private static final int FLOAT = 4;

    /**
     * @param tokens in a batch, rows times context
     * @param moments numbers that the optimizer keeps for each weight
     * @param recompute keeps of each block only what goes into it, and computes one block at a time again
     */
    public static TrainingMemory of(ModelCost cost, long tokens, int moments, boolean recompute) {
        double weights = (double) FLOAT * cost.parameters();
        int layers = Math.max(1, cost.dimensions().layers());
        double blocks = recompute ? (double) cost.keptByBlocks() / layers + (double) layers * cost.dimensions().width() : cost.keptByBlocks();
        double logits = 2.0 * cost.dimensions().vocabulary(); // and their gradients
        return new TrainingMemory(weights, weights, moments * weights, FLOAT * tokens * (blocks + 3.0 * cost.dimensions().width() + logits));
    }

    public double total() {
        return weights + gradients + optimizer + activations;
    }
}
