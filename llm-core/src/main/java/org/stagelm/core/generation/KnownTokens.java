package org.stagelm.core.generation;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;

/** What both a model and its tokenizer know as tokens; without a tokenizer, what the model knows. */
final class KnownTokens {

    private final Optional<Tokenizer> tokenizer;
    private final int vocabulary;

    /** @param vocabulary the number of ids the model knows */
    KnownTokens(Optional<Tokenizer> tokenizer, int vocabulary) {
        this.tokenizer = tokenizer;
        this.vocabulary = vocabulary;
    }

    /**
     * The logits of the ids the tokenizer knows: a model may have rows to spare. Refuses what is not a number, which no sampler could.
     *
     * @param length of the text before them
     */
    float[] logits(float[] logits, int length) {
        for (int id = 0; id < logits.length; id++) {
            if (!Float.isFinite(logits[id])) {
                throw new UserError("the model gives the logit " + logits[id] + " for token " + id + " after " + length
                        + " tokens: its weights are broken,"
                        + " as after a training that diverged; take an earlier checkpoint, or train with a lower learning rate");
            }
        }
        int known = tokenizer.map(Tokenizer::vocabularySize).orElse(logits.length);
        return known < logits.length ? Arrays.copyOf(logits, known) : logits;
    }

    private int beginning() {
        OptionalInt endOfText = tokenizer.map(Tokenizer::endOfText).orElse(OptionalInt.empty());
        return endOfText.orElseThrow(() -> new UserError("the prompt is empty, and there is no end-of-text token to begin with: give a prompt"));
    }

    /** The prompt's ids, or what a text without a prompt begins with. */
    int[] prompt(int[] prompt) {
        int[] ids = prompt.length == 0 ? new int[] {beginning()} : prompt;
        int known = Math.min(vocabulary, tokenizer.map(Tokenizer::vocabularySize).orElse(Integer.MAX_VALUE));
        for (int id : ids) {
            if (id < 0 || id >= known) {
                throw new UserError("the prompt has the token id " + id + "; the ids are 0 … " + (known - 1) + ", as the model has "
                        + vocabulary + tokenizer.map(t -> " and the tokenizer " + t.vocabularySize()
                                + ": is it the one the model was trained with?").orElse(""));
            }
        }
        return ids;
    }
}
