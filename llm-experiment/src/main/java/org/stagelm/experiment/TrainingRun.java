package org.stagelm.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.Progress;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.config.ConfigWriter;
import org.stagelm.core.folder.ModelFolder;
import org.stagelm.core.generation.EngineSession;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.Generator;
import org.stagelm.core.generation.SamplerChain;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.registry.Registry;
import org.stagelm.training.loop.Learning;
import org.stagelm.training.loop.RunOutput;
import org.stagelm.training.loop.Trainer;
import org.stagelm.training.loop.TrainingData;
import org.stagelm.training.loop.TrainingResult;
import org.stagelm.training.loop.TrainingSettings;
import org.stagelm.training.run.RunFolder;

/** One training run, its parts put together. */
final class TrainingRun {

    private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

    private final Registry registry;
    private final ExperimentSettings settings;
    private final Provider<Engine> engines;
    private final Tokenizer tokenizer;
    private final TrainingData data;
    private final RunModel runModel;
    private final Learning learning;
    private final List<TrainingListener> listeners;
    private final RunFolder folder;
    private final StartPoint start;
    private final Progress progress;

    @Inject
    TrainingRun(Registry registry, ExperimentSettings settings, Provider<Engine> engines, Tokenizer tokenizer, TrainingData data, RunModel runModel,
            Learning learning, List<TrainingListener> listeners, RunFolder folder, StartPoint start, Progress progress) {
        this.registry = registry;
        this.settings = settings;
        this.engines = engines; // taken last: a fault of the data shows before a native library is loaded
        this.tokenizer = tokenizer;
        this.data = data;
        this.runModel = runModel;
        this.learning = learning;
        this.listeners = listeners;
        this.folder = folder;
        this.start = start;
        this.progress = progress;
    }

    TrainingResult run() {
        if (settings.training().sampleEvery() > 0) {
            tokenizer.encode(settings.training().samplePrompt()); // refuses now what would end the run at the first sample
        }
        try (TrainingData batches = data; Engine engine = engines.get(); BoundModel model = runModel.bind(engine)) {
            ExperimentSettings resolved = settings.on(resolvedBackend(engine));
            Json.write(folder.files().config(), ConfigWriter.tree(resolved));
            long parameters = model.trainable().stream().mapToLong(Parameter::elements).sum();
            LOG.info("{}: {} parameters, vocabulary {}, on {}{}", settings.name(), parameters, tokenizer.vocabularySize(), engine.description(),
                    start.checkpoint().map(c -> ", going on from step " + c.step()).orElse(""));
            ObjectNode stagelm = ModelConfig.of(resolved).tree();
            RunOutput output = new RunOutput(folder, target -> ModelFolder.write(target, model, stagelm, tokenizer), step -> sample(model, step), listeners,
                    progress);
            return new Trainer(model, settings.training(), learning, batches, output, settings.seed()).run(start.checkpoint());
        }
    }

    /** The engine in fact taken, where the config left it open. */
    private Choice<Engine> resolvedBackend(Engine engine) {
        return settings.backend().type().equals(engine.name()) ? settings.backend()
                : new ConfigReader(registry).complete(Choice.of(engine.name()), Engine.class);
    }

    private String sample(BoundModel model, long step) {
        TrainingSettings training = settings.training();
        SamplerChain chain = SamplerChain.sampling(List.of(), new RandomKey(settings.seed()).derive("samples").derive(step).value());
        try (EngineSession session = EngineSession.cached(model)) {
            return new Generator(session, tokenizer)
                    .generate(training.samplePrompt(), new GenerationOptions(training.sampleTokens(), true, chain), GenerationListener.none())
                    .continuation();
        }
    }
}
