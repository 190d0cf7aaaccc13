package org.stagelm.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
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
import org.stagelm.core.generation.EngineSession;
import org.stagelm.core.generation.GeneratedText;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.Generator;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.registry.Registry;
import org.stagelm.model.huggingface.HuggingFaceConfigs;
import org.stagelm.tokenizers.TokenizerFiles;

/**
 * A model that writes text, opened from a folder.
 *
 * <pre>{@code
 * try (TextModel model = TextModel.open(Path.of("runs/first-run"))) {
 *     System.out.println(model.generate("dog:", GenerationOptions.greedy(40), GenerationListener.none()).text());
 * }
 * }</pre>
 */
public final class TextModel implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TextModel.class);

    private final Engine engine;
    private final BoundModel model;
    private final Optional<Tokenizer> tokenizer;

    private TextModel(Engine engine, BoundModel model, Optional<Tokenizer> tokenizer) {
        this.engine = engine;
        this.model = model;
        this.tokenizer = tokenizer;
    }

    /** Opens a run folder or a model folder on the fastest engine that loads. */
    public static TextModel open(Path path) {
        return open(path, Choice.of(AutoEngine.TYPE));
    }

    /**
     * @param path a run folder, or a model folder in Hugging Face layout, StageLM's own or a GPT-2 or Llama model from elsewhere
     * @throws UserError where it is none, where a file is not sound, or where the engine does not load
     */
    public static TextModel open(Path path, Choice<Engine> backend) {
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
            return new TextModel(engine, ModelFolder.load(folder, model, engine), tokenizer);
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

    public LanguageModel architecture() {
        return model.model();
    }

    public BoundModel model() {
        return model;
    }

    public Engine engine() {
        return engine;
    }

    /** Empty where the folder has none that StageLM reads. */
    public Optional<Tokenizer> tokenizer() {
        return tokenizer;
    }

    /** @throws UserError where the tokenizer cannot encode the prompt */
    public GeneratedText generate(String prompt, GenerationOptions options, GenerationListener listener) {
        try (EngineSession session = EngineSession.cached(model)) {
            return generator(session).generate(prompt, options, listener);
        }
    }

    /** @throws UserError where an id is none of the model's */
    public GeneratedText generate(int[] promptIds, GenerationOptions options, GenerationListener listener) {
        try (EngineSession session = EngineSession.cached(model)) {
            return generator(session).generate(promptIds, options, listener);
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
