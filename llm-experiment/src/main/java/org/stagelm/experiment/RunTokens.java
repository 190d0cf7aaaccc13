package org.stagelm.experiment;

import jakarta.inject.Inject;
import java.nio.file.Path;
import org.stagelm.api.Progress;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.shard.DataPreparation;
import org.stagelm.tokenizers.shard.PreparedData;
import org.stagelm.training.run.RunFolder;

/** The token ids of a run: prepared ones, or in its folder {@code data}. */
final class RunTokens {

    static final String FOLDER = "data";

    private final Corpus corpus;
    private final Tokenizer tokenizer;
    private final ExperimentSettings settings;
    private final RunFolder run;
    private final Progress progress;

    @Inject
    RunTokens(Corpus corpus, Tokenizer tokenizer, ExperimentSettings settings, RunFolder run, Progress progress) {
        this.corpus = corpus;
        this.tokenizer = tokenizer;
        this.settings = settings;
        this.run = run;
        this.progress = progress;
    }

    PreparedData prepare() {
        if (!settings.prepared().isEmpty()) {
            return DataPreparation.open(Path.of(settings.prepared()), tokenizer);
        }
        return DataPreparation.prepare(corpus, tokenizer, run.files().folder().resolve(FOLDER), progress);
    }
}
