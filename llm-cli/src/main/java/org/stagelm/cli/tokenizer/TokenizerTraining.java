package org.stagelm.cli.tokenizer;

import java.util.Iterator;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.core.registry.Registry;
import org.stagelm.tokenizers.learning.MergeTrace;
import org.stagelm.tokenizers.learning.TracedFactory;

/**
 * A tokenizer that is learned from a corpus.
 *
 * @param component completed by reading a config, as is {@code text}
 */
record TokenizerTraining(Registry registry, Choice<TokenizerFactory> component, Choice<Corpus> text) {

    /** As much of the corpus is encoded to see how many characters a token has. */
    private static final int CHARACTERS_TO_ENCODE = 1_000_000;

    /**
     * What came of it.
     *
     * @param seconds of learning, reading the text included
     * @param charactersPerToken over the beginning of the corpus
     */
    record Result(Tokenizer tokenizer, double seconds, double charactersPerToken) {}

    Result run(Progress progress) {
        TokenizerFactory factory = registry.make(component, registry.context());
        return run((documents, shown) -> factory.train(documents, shown), progress);
    }

    /** @throws UserError where the tokenizer learns no merges */
    Result run(Progress progress, MergeTrace trace) {
        if (registry.make(component, registry.context()) instanceof TracedFactory factory) {
            return run((documents, shown) -> factory.train(documents, shown, trace), progress);
        }
        throw new UserError("--trace: the tokenizer " + component.type() + " learns no merges that could be shown; leave it out");
    }

    @FunctionalInterface
    private interface Learning {
        Tokenizer learn(Stream<String> documents, Progress progress);
    }

    private Result run(Learning learning, Progress progress) {
        Corpus corpus = registry.make(text, registry.context());
        long start = System.nanoTime();
        Tokenizer tokenizer;
        try (Stream<String> documents = corpus.documents()) {
            tokenizer = learning.learn(documents.filter(document -> !document.isEmpty()), progress);
        }
        double seconds = (System.nanoTime() - start) * 1e-9;
        return new Result(tokenizer, seconds, charactersPerToken(tokenizer, corpus));
    }

    private static double charactersPerToken(Tokenizer tokenizer, Corpus corpus) {
        long characters = 0;
        long tokens = 0;
        try (Stream<String> documents = corpus.documents()) {
            for (Iterator<String> each = documents.iterator(); each.hasNext() && characters < CHARACTERS_TO_ENCODE;) {
                String document = beginning(each.next());
                characters += document.codePointCount(0, document.length());
                tokens += tokenizer.encode(document).length;
            }
        }
        return (double) characters / Math.max(1, tokens);
    }

    private static String beginning(String document) {
        int end = Math.min(CHARACTERS_TO_ENCODE, document.length());
        return document.substring(0, end > 0 && Character.isHighSurrogate(document.charAt(end - 1)) ? end - 1 : end);
    }
}
