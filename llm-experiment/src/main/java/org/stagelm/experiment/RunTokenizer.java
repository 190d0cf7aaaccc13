package org.stagelm.experiment;

import jakarta.inject.Inject;
import java.io.IOException;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.tokenizers.shard.DataPreparation;

/** The tokenizer of a run: that of the checkpoint it goes on from, else learned from the corpus. */
final class RunTokenizer {

    private final TokenizerFactory factory;
    private final Corpus corpus;
    private final StartPoint start;
    private final Progress progress;

    @Inject
    RunTokenizer(TokenizerFactory factory, Corpus corpus, StartPoint start, Progress progress) {
        this.factory = factory;
        this.corpus = corpus;
        this.start = start;
        this.progress = progress;
    }

    Tokenizer loadOrTrain() {
        return start.checkpoint().map(checkpoint -> {
            try {
                return factory.load(checkpoint.folder());
            } catch (IOException e) {
                throw new UserError("the tokenizer in " + checkpoint.folder() + " cannot be read: " + e.getMessage(), e);
            }
        }).orElseGet(() -> DataPreparation.trainTokenizer(factory, corpus, progress));
    }
}
