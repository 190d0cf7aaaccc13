package org.stagelm.core.generation;

import java.util.List;

/**
 * A text that was written.
 *
 * @param prompt as it was given, or the text of the ids that were
 * @param continuation the text of the new tokens
 * @param ids of the prompt and the new tokens, an end-of-text token that stopped the text included
 * @param newTokens how many of the ids are new
 * @param seconds from the first pass to the last token, the reading of the prompt included
 */
public record GeneratedText(String prompt, String continuation, List<Integer> ids, int newTokens, double seconds, StopReason stopReason) {

    public GeneratedText {
        ids = List.copyOf(ids);
    }

    /** Prompt and continuation. */
    public String text() {
        return prompt + continuation;
    }

    /** New tokens per second, the reading of the prompt included; 0 where there are none. */
    public double tokensPerSecond() {
        return newTokens == 0 ? 0 : newTokens / Math.max(seconds, 1e-9);
    }
}
