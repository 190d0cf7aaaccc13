package org.stagelm.experiment;

import jakarta.inject.Inject;
import org.stagelm.api.component.DimensionSettings;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.core.folder.ModelFolder;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.model.Purpose;
import org.stagelm.core.registry.Registry;

/** The model of a run: with the weights of the checkpoint it goes on from, else with first ones. */
final class RunModel {

    private final Registry registry;
    private final ExperimentSettings settings;
    private final Tokenizer tokenizer;
    private final StartPoint start;

    @Inject
    RunModel(Registry registry, ExperimentSettings settings, Tokenizer tokenizer, StartPoint start) {
        this.registry = registry;
        this.settings = settings;
        this.tokenizer = tokenizer;
        this.start = start;
    }

    BoundModel bind(Engine engine) {
        LanguageModel model = ModelBuilder.build(registry, settings.model(), tokenizer.vocabularySize());
        return start.checkpoint().map(checkpoint -> ModelFolder.load(checkpoint.folder(), model, engine, Purpose.TRAINING))
                .orElseGet(() -> BoundModel.initialize(model, engine, settings.seed()));
    }

    /** Decides the order of the batches. */
    static RandomKey batchKey(ExperimentSettings settings) {
        return new RandomKey(settings.seed()).derive("batches");
    }

    /** Most tokens in one row. */
    static int context(ExperimentSettings settings) {
        return ((DimensionSettings) settings.model().settings().orElseThrow()).dimensions().context();
    }
}
