package org.stagelm.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.TypeLiteral;
import com.google.inject.util.Modules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.TokenSequence;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.config.ConfigWriter;
import org.stagelm.core.config.Overrides;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.registry.Registry;
import org.stagelm.training.loop.TrainingResult;
import org.stagelm.training.run.RunFiles;
import org.stagelm.training.run.RunFolder;

/**
 * An experiment that has been read and checked, ready to run.
 *
 * <pre>{@code
 * Experiment.read(Path.of("shakespeare-char.json"), List.of("training.steps=500")).train(Path.of("runs/short"), false, Progress.none());
 * }</pre>
 */
public final class Experiment {

    private static final Logger LOG = LoggerFactory.getLogger(Experiment.class);

    private final Registry registry;
    private final ExperimentSettings settings;
    private final List<Module> overrides;

    private Experiment(Registry registry, ExperimentSettings settings, List<Module> overrides) {
        this.registry = registry;
        this.settings = settings;
        this.overrides = overrides;
    }

    /**
     * Reads a config file.
     *
     * @param assignments such as {@code model.norm.type=rms-norm}
     * @throws UserError with all faults of the config in one report
     */
    public static Experiment read(Path config, List<String> assignments) {
        return read(Json.read(config), assignments, config.toString());
    }

    /** @param source where the config comes from, for messages */
    public static Experiment read(JsonNode config, List<String> assignments, String source) {
        Registry registry = Registry.load();
        Overrides.Result overridden = Overrides.apply(withoutSchema(config), assignments);
        ConfigReader.Read<ExperimentSettings> read = new ConfigReader(registry).read(overridden.tree(), ExperimentSettings.DEFAULTS, source, overridden);
        read.notices().forEach(LOG::info);
        return new Experiment(registry, read.settings(), List.of());
    }

    /** Editors find the schema by the key {@code $schema}; it is no setting. */
    private static JsonNode withoutSchema(JsonNode config) {
        JsonNode copy = config.deepCopy();
        if (copy instanceof ObjectNode object) {
            object.remove("$schema");
        }
        return copy;
    }

    /** This experiment with some of {@link ExperimentModule}'s bindings replaced, such as another corpus or a listener of the caller's. */
    public Experiment with(Module override) {
        List<Module> all = new ArrayList<>(overrides);
        all.add(override);
        return new Experiment(registry, settings, all);
    }

    /** This experiment on an engine of the caller's in the place of the config's; {@link #train training} closes it. */
    public Experiment on(Engine engine) {
        return with(binder -> binder.bind(Engine.class).toInstance(engine));
    }

    /** This experiment with a listener of the caller's in the place of those of the config. */
    public Experiment listening(TrainingListener listener) {
        return with(binder -> binder.bind(new TypeLiteral<List<TrainingListener>>() {}).toInstance(List.of(listener)));
    }

    public ExperimentSettings settings() {
        return settings;
    }

    /**
     * Trains into a run folder.
     *
     * @param resume goes on from the folder's newest checkpoint
     * @throws UserError where the corpus, the folder or the engine will not do, or the run diverges
     */
    public TrainingResult train(Path folder, boolean resume, Progress progress) {
        if (resume && !Files.exists(new RunFiles(folder).config())) {
            throw new UserError(folder + " has no run to resume (no config.json): begin one without --resume");
        }
        boolean existed = Files.exists(folder);
        try (RunFolder run = resume ? RunFolder.resume(folder) : RunFolder.create(folder)) {
            Module module = new ExperimentModule(registry, settings, run, resume, progress);
            Injector injector = Guice.createInjector(overrides.isEmpty() ? module : Modules.override(module).with(overrides));
            return Instances.of(() -> injector.getInstance(TrainingRun.class).run());
        } catch (RuntimeException | Error e) {
            if (!resume) {
                UnbegunRun.clear(folder, existed);
            }
            throw e;
        }
    }

    /**
     * Makes token shards of the config's corpus, with the tokenizer learned from it, for {@code prepared} of any number of runs. Shards that are
     * there are taken, where they are of this text and this tokenizer.
     *
     * @param folder is made where it is not there
     * @throws UserError where the corpus or the folder will not do
     */
    public DataFolder prepare(Path folder, Progress progress) {
        return DataFolder.prepare(registry, settings, folder, progress);
    }

    /** The loader of the config over a sequence of tokens, as training has it. */
    public BatchLoader loader(TokenSequence tokens) {
        return registry.make(settings.training().loader(), registry.context()).over(tokens, settings.training().batchSize(),
                RunModel.context(settings), RunModel.batchKey(settings));
    }

    /** The model of the config, with nothing allocated. */
    public LanguageModel model(int vocabulary) {
        return ModelBuilder.build(registry, settings.model(), vocabulary);
    }

    /**
     * How many token ids there will be, as far as the config says: by the tokenizer's setting {@code vocabularySize}, by prepared data, or by a tokenizer
     * that has nothing to learn. A tokenizer may learn fewer than asked for from a short text.
     */
    public OptionalInt vocabulary() {
        JsonNode asked = ConfigWriter.tree(settings.tokenizer()).path("vocabularySize");
        if (!settings.prepared().isEmpty()) {
            return OptionalInt.of(SavedTokenizer.open(dataFolder()).vocabularySize());
        }
        if (asked.isInt()) {
            return OptionalInt.of(asked.intValue());
        }
        try {
            return OptionalInt.of(registry.make(settings.tokenizer(), registry.context()).train(Stream.empty(), Progress.none()).vocabularySize());
        } catch (UserError e) {
            return OptionalInt.empty(); // it has something to learn
        }
    }

    /** An engine as the config wants it. */
    public Engine engine() {
        return registry.make(settings.backend(), registry.context());
    }

    /** Where prepared data is: the setting {@code prepared}, or {@code data/NAME}. */
    public Path dataFolder() {
        return settings.prepared().isEmpty() ? Path.of("data", settings.name()) : Path.of(settings.prepared());
    }

    /** Where a run goes when no folder is given: {@code runs/NAME}. */
    public Path defaultFolder() {
        return Path.of("runs", settings.name());
    }
}
