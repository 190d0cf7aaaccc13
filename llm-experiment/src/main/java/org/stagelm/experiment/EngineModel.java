package org.stagelm.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.tensor.Engine;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.folder.ModelFolder;
import org.stagelm.core.generation.BatchGenerator;
import org.stagelm.core.generation.BatchSession;
import org.stagelm.core.generation.EngineSession;
import org.stagelm.core.generation.GeneratedText;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.GenerationRequest;
import org.stagelm.core.generation.Generator;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.model.Purpose;
import org.stagelm.core.registry.Registry;
import org.stagelm.model.huggingface.HuggingFaceConfigs;
import org.stagelm.tokenizers.TokenizerFiles;

/** A model on an engine: what was trained here, or comes from a Hugging Face folder. */
public final class EngineModel implements TextModel {

    private static final Logger LOG = LoggerFactory.getLogger(EngineModel.class);

    private final Path folder;
    private final Engine engine;
    private final BoundModel model;
    private final Optional<Tokenizer> tokenizer;

    private EngineModel(Path folder, Engine engine, BoundModel model, Optional<Tokenizer> tokenizer) {
        this.folder = folder;
        this.engine = engine;
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /**
     * @param path a run folder, or a model folder in Hugging Face layout, StageLM's own or a GPT-2 or Llama model from elsewhere
     * @throws UserError where it is none, where a file is not sound, or where the engine does not load
     */
    public static EngineModel open(Path path, Choice<Engine> backend) {
        Path folder = ModelLocation.of(path);
        Registry registry = Registry.load();
        ConfigReader reader = new ConfigReader(registry);
        Optional<ModelConfig> own = ModelConfig.read(folder, registry);
        Optional<Tokenizer> tokenizer = own.map(config -> load(config, folder, registry)).or(() -> foreignTokenizer(folder));
        LanguageModel model = own.isPresent()
                ? ModelBuilder.build(registry, own.get().model(), tokenizer.orElseThrow().vocabularySize())
                : foreignModel(folder, reader, registry);
        Engine engine = registry.make(reader.complete(backend, Engine.class), registry.context());
        try {
            return new EngineModel(folder, engine, ModelFolder.load(folder, model, engine, Purpose.GENERATION), tokenizer);
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
    }

    private static Tokenizer load(ModelConfig config, Path folder, Registry registry) {
        try {
            return registry.make(config.tokenizer(), registry.context()).load(folder);
        } catch (IOException e) {
            throw new UserError("the tokenizer in " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static LanguageModel foreignModel(Path folder, ConfigReader reader, Registry registry) {
        JsonNode config = Json.read(folder.resolve(ModelFolder.CONFIG));
        Choice<LanguageModel> choice = reader.complete(HuggingFaceConfigs.toChoice(config), LanguageModel.class);
        return ModelBuilder.build(registry, choice, HuggingFaceConfigs.vocabulary(config));
    }

    /** The tokenizer of a folder from elsewhere; without one that can be read, the model takes and gives ids. */
    private static Optional<Tokenizer> foreignTokenizer(Path folder) {
        try {
            return Optional.of(TokenizerFiles.load(folder));
        } catch (UserError e) {
            LOG.warn("{}; the model takes and gives token ids only", e.getMessage());
            return Optional.empty();
        }
    }

    /** The model folder it was read from. */
    public Path folder() {
        return folder;
    }

    public BoundModel model() {
        return model;
    }

    public Engine engine() {
        return engine;
    }

    @Override
    public Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    @Override
    public GeneratedText generate(String prompt, GenerationOptions options, GenerationListener listener) {
        try (EngineSession session = EngineSession.cached(model)) {
            return generator(session).generate(prompt, options, listener);
        }
    }

    @Override
    public GeneratedText generate(int[] promptIds, GenerationOptions options, GenerationListener listener) {
        try (EngineSession session = EngineSession.cached(model)) {
            return generator(session).generate(promptIds, options, listener);
        }
    }

    @Override
    public List<GeneratedText> generate(List<GenerationRequest> requests) {
        Tokenizer encoder = tokenizer.orElseThrow(() -> new UserError(folder + " has no tokenizer that can be read: give one prompt as ids"));
        try (BatchSession session = new BatchSession(model)) {
            return new BatchGenerator(session, encoder).generate(requests);
        }
    }

    private Generator generator(EngineSession session) {
        return tokenizer.map(t -> new Generator(session, t)).orElseGet(() -> new Generator(session));
    }

    @Override
    public void close() {
        model.close();
        engine.close();
    }
}
