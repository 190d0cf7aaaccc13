package org.stagelm.api.generation;

/** One link of the chain that turns logits into a choice. Stateless; safe for several threads. */
@FunctionalInterface
public interface Sampler {

    /** Changes the candidates in place. */
    void apply(Candidates candidates);
}
