package org.stagelm.experiment;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.tokenizers.shard.DataPreparation;

/** The tokenizer of a run: that of the checkpoint it goes on from, else that of the prepared data, else learned from the corpus. */
final class RunTokenizer {

    private final TokenizerFactory factory;
    private final Corpus corpus;
    private final ExperimentSettings settings;
    private final StartPoint start;
    private final Progress progress;

    @Inject
    RunTokenizer(TokenizerFactory factory, Corpus corpus, ExperimentSettings settings, StartPoint start, Progress progress) {
        this.factory = factory;
        this.corpus = corpus;
        this.settings = settings;
        this.start = start;
        this.progress = progress;
    }

    /** @throws UserError where the prepared data are missing or not whole, saying how to make them, or a tokenizer cannot be read */
    Tokenizer loadOrTrain() {
        if (!settings.prepared().isEmpty()) {
            DataFolder.requireWhole(Path.of(settings.prepared()), "CONFIG");
        }
        if (start.checkpoint().isPresent()) {
            return load(start.checkpoint().get().folder());
        }
        return settings.prepared().isEmpty() ? DataPreparation.trainTokenizer(factory, corpus, progress) : load(Path.of(settings.prepared()));
    }

    private Tokenizer load(Path folder) {
        try {
            return factory.load(folder);
        } catch (IOException e) {
            throw new UserError("the tokenizer in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
