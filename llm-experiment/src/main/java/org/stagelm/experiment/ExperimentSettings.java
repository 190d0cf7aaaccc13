package org.stagelm.experiment;

import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Setting;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.tensor.Engine;
import org.stagelm.training.loop.TrainingSettings;

/** One experiment: the content of its JSON file. */
public record ExperimentSettings(
        @Setting(value = "version of this format", min = 1, max = 1) int schemaVersion,
        @Setting("what the experiment is called; its run folder too, where none is given") String name,
        @Setting("decides first weights, data order and dropout") long seed,
        @Setting("the engine that computes") Choice<Engine> backend,
        @Setting("where the text comes from") Choice<Corpus> corpus,
        @Setting("how text becomes token ids") Choice<TokenizerFactory> tokenizer,
        @Setting("a folder that \"stagelm data prepare\" has filled, whose tokenizer and shards are taken as they are; empty: made from the corpus")
        String prepared,
        @Setting("the architecture") Choice<LanguageModel> model,
        @Setting("how it learns") TrainingSettings training) {

    /** A config must name its corpus; everything else has a default. */
    public static final ExperimentSettings DEFAULTS = new ExperimentSettings(1, "experiment", 1337, Choice.of(AutoEngine.TYPE), null,
            Choice.of("byte-bpe"), "", Choice.of("decoder"), TrainingSettings.defaults());

    ExperimentSettings on(Choice<Engine> backend) {
        return new ExperimentSettings(schemaVersion, name, seed, backend, corpus, tokenizer, prepared, model, training);
    }
}
