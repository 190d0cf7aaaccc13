package org.stagelm.experiment.estimate;

/**
 * Bytes that writing one text needs.
 *
 * @param weights in the engine's type
 * @param cache keys and values of a text as long as the context
 */
public record DecodingMemory(double weights, double cache) {

    /** @param bytes of a number: 4 for float32, 2 for bfloat16 */
    public static DecodingMemory of(ModelCost cost, int bytes) {
        return new DecodingMemory((double) bytes * cost.parameters(), (double) bytes * cost.cached() * cost.dimensions().context());
    }

    public double total() {
        return weights + cache;
    }
}
