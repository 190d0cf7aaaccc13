package org.stagelm.core.generation;

import org.stagelm.api.UserError;

/**
 * How a text is written.
 *
 * @param maxTokens most new tokens, at least 0
 * @param stopAtEndOfText true: the tokenizer's end-of-text token ends the text; false: writing goes on behind it
 * @param chain chooses each token
 */
public record GenerationOptions(int maxTokens, boolean stopAtEndOfText, SamplerChain chain) {

    public GenerationOptions {
        if (maxTokens < 0) {
            throw new UserError("maxTokens is " + maxTokens + ", but must be at least 0");
        }
    }

    /** The likeliest tokens, until the end of the text or {@code maxTokens}. */
    public static GenerationOptions greedy(int maxTokens) {
        return new GenerationOptions(maxTokens, true, SamplerChain.greedy());
    }
}
