package org.stagelm.model.architecture;

/** Where a block normalises, f being its attention or its feed-forward. */
public enum NormPlacement {

    /** x + f(norm(x)), as GPT-2 and Llama (Radford et al. 2019). */
    BEFORE,

    /** norm(x + f(x)), as the first transformer (Vaswani et al. 2017); learns only with a warm-up, the deeper the longer. */
    AFTER,

    /** x + norm'(f(norm(x))), as Gemma 2. */
    AROUND
}
