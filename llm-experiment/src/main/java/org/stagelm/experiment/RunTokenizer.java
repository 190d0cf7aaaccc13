package org.stagelm.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.core.config.ConfigWriter;
import org.stagelm.core.registry.Registry;
import org.stagelm.tokenizers.shard.DataPreparation;

/** The tokenizer of a run: that of the checkpoint it goes on from, else that of the prepared data, else learned from the corpus. */
final class RunTokenizer {

    private static final Logger LOG = LoggerFactory.getLogger(RunTokenizer.class);

    private final Registry registry;
    private final TokenizerFactory factory;
    private final Corpus corpus;
    private final ExperimentSettings settings;
    private final StartPoint start;
    private final Progress progress;

    @Inject
    RunTokenizer(Registry registry, TokenizerFactory factory, Corpus corpus, ExperimentSettings settings, StartPoint start, Progress progress) {
        this.registry = registry;
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
        if (settings.prepared().isEmpty()) {
            return DataPreparation.trainTokenizer(factory, corpus, progress);
        }
        Path prepared = Path.of(settings.prepared());
        tellAnother(prepared);
        return load(prepared);
    }

    /** Says so where the config's tokenizer is not what the prepared data were made with. */
    private void tellAnother(Path prepared) {
        JsonNode asked = ConfigWriter.tree(settings.tokenizer());
        SavedTokenizer.component(prepared, registry).map(ConfigWriter::tree).filter(made -> !made.equals(asked))
                .ifPresent(made -> LOG.info("the tokenizer of {} is taken, made by {}, not the config's {}", prepared, made, asked));
    }

    private Tokenizer load(Path folder) {
        try {
            return factory.load(folder);
        } catch (IOException e) {
            throw new UserError("the tokenizer in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }
}
