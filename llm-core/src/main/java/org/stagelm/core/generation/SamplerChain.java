package org.stagelm.core.generation;

import java.util.List;
import java.util.Optional;
import org.stagelm.api.generation.Candidates;
import org.stagelm.api.generation.Sampler;
import org.stagelm.api.tensor.RandomKey;

/**
 * From logits to the id that is chosen: the likeliest (greedy), or a draw from what the samplers leave, applied in their order.
 *
 * <p>The n-th draw under a seed takes the same number on every machine, so a seed gives the same text again. Safe for several threads.
 */
public final class SamplerChain {

    private final List<Sampler> samplers;
    private final Optional<RandomKey> key;

    private SamplerChain(List<Sampler> samplers, Optional<RandomKey> key) {
        this.samplers = List.copyOf(samplers);
        this.key = key;
    }

    /** Chooses the largest logit; among equals the smallest id. */
    public static SamplerChain greedy() {
        return new SamplerChain(List.of(), Optional.empty());
    }

    /** Draws from the probabilities that {@code samplers} leave; without any, from softmax of the logits. */
    public static SamplerChain sampling(List<Sampler> samplers, long seed) {
        return new SamplerChain(samplers, Optional.of(new RandomKey(seed)));
    }

    public boolean isGreedy() {
        return key.isEmpty();
    }

    /**
     * @param logits one for each id, all finite; they are left as they are
     * @param draw counts the tokens of one text from 0
     */
    public int choose(float[] logits, long draw) {
        return key.isPresent() ? draw(logits, key.get().uniform(draw)) : largest(logits);
    }

    private static int largest(float[] logits) {
        int best = 0;
        for (int id = 1; id < logits.length; id++) {
            if (logits[id] > logits[best]) {
                best = id;
            }
        }
        return best;
    }

    /** Inverts the cumulative distribution at {@code uniform} in [0, 1). */
    private int draw(float[] logits, double uniform) {
        Candidates candidates = new Candidates(logits);
        samplers.forEach(sampler -> sampler.apply(candidates));
        double[] probabilities = candidates.probabilities();
        double sum = 0;
        int last = 0;
        for (int rank = 0; rank < probabilities.length; rank++) {
            if (probabilities[rank] > 0) {
                last = rank;
                sum += probabilities[rank];
                if (uniform < sum) {
                    break;
                }
            }
        }
        return candidates.id(last); // also where rounding left the sum of all just below the number drawn
    }
}
