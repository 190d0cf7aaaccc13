package org.stagelm.training.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stagelm.api.Progress;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.TokenSequence;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.training.Objective;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.model.Purpose;
import org.stagelm.core.registry.Registry;
import org.stagelm.core.safetensors.SafetensorsFile;
import org.stagelm.core.safetensors.SafetensorsWriter;
import org.stagelm.testkit.reference.ReferenceEngine;
import org.stagelm.training.checkpoint.Checkpoint;
import org.stagelm.training.checkpoint.Checkpoints;
import org.stagelm.training.loop.Learning;
import org.stagelm.training.loop.RunOutput;
import org.stagelm.training.loop.Trainer;
import org.stagelm.training.loop.TrainingData;
import org.stagelm.training.loop.TrainingResult;
import org.stagelm.training.loop.TrainingSettings;
import org.stagelm.training.run.RunFiles;
import org.stagelm.training.run.RunFolder;

/** A run of a decoder with a few hundred parameters on 60 tokens: what a composition root does, in small. */
public final class TinyRun {

    public static final int VOCABULARY = 7;
    public static final Registry REGISTRY = Registry.load();

    private static final long SEED = 1337;
    private static final int CONTEXT = 5;

    private final Path folder;
    private final ObjectNode settings = Json.mapper().createObjectNode();
    private final List<TrainingListener> listeners = new ArrayList<>();
    private final ObjectNode model;
    private Optional<Objective> objective = Optional.empty();
    private Optional<BatchLoader> train = Optional.empty();
    private Engine engine = float32();

    /** An engine of the element type that checkpoints have, so that a resumed run can be held to the unbroken one bit for bit. */
    public static ReferenceEngine float32() {
        return new ReferenceEngine(DType.FLOAT32);
    }

    public TinyRun(Path folder) {
        this.folder = folder;
        model = object("""
                {"type": "decoder", "layers": 1, "width": 4, "context": 5, "dropout": 0.1, "position": "learned", "norm": "layer-norm",
                 "attention": {"type": "multi-head", "heads": 2}, "feedForward": {"type": "mlp", "hidden": 8}}""");
        with("""
                {"steps": 6, "batchSize": 4, "loader": "test-windows", "schedule": {"type": "cosine", "warmupSteps": 2}, "evalEvery": 0,
                 "optimizer": {"type": "adamw", "learningRate": 0.01}, "checkpointEvery": 0}""");
    }

    /** Sets keys of {@code training}. */
    public TinyRun with(String json) {
        settings.setAll(object(json));
        return this;
    }

    /** Sets keys of {@code model}. */
    public TinyRun withModel(String json) {
        model.setAll(object(json));
        return this;
    }

    public TinyRun on(Engine engine) {
        this.engine = engine;
        return this;
    }

    public TinyRun learning(Objective objective) {
        this.objective = Optional.of(objective);
        return this;
    }

    public TinyRun reading(BatchLoader train) {
        this.train = Optional.of(train);
        return this;
    }

    public TinyRun listening(TrainingListener listener) {
        listeners.add(listener);
        return this;
    }

    public RunFiles files() {
        return new RunFiles(folder);
    }

    public Checkpoints checkpoints() {
        return new Checkpoints(files().checkpoints());
    }

    /** Begins a run in an empty folder. */
    public Outcome train() {
        try (RunFolder run = RunFolder.create(folder)) {
            return run(run, Optional.empty());
        }
    }

    /** Goes on from the newest checkpoint. */
    public Outcome resume() {
        try (RunFolder run = RunFolder.resume(folder)) {
            return run(run, checkpoints().newest());
        }
    }

    /** @param parameters the final values, in order of declaration */
    public record Outcome(TrainingResult result, List<float[]> parameters) {}

    private Outcome run(RunFolder run, Optional<Checkpoint> from) {
        TrainingSettings read = settings();
        Learning made = Learning.of(read, REGISTRY);
        Learning learning = new Learning(objective.orElse(made.objective()), made.optimizer(), made.schedule());
        try (BoundModel bound = bound(from)) {
            BatchLoader loader = train.orElseGet(() -> trainLoader(read.batchSize()));
            TrainingData data = new TrainingData(loader, Optional.of(WindowsComponent.inOrder(tokens(34, 5), 4, CONTEXT)));
            RunOutput output = new RunOutput(run, to -> writeModel(to, bound), step -> "after " + step, listeners, Progress.none());
            TrainingResult result = new Trainer(bound, read, learning, data, output, SEED).run(from);
            return new Outcome(result, bound.trainable().stream().map(bound::read).toList());
        }
    }

    public TrainingSettings settings() {
        return new ConfigReader(REGISTRY).read(settings, TrainingSettings.defaults(), "a test").settings();
    }

    /** 12 windows, so three batches of 4 are an epoch. */
    public BatchLoader trainLoader(int rows) {
        return REGISTRY.make(settings().loader(), REGISTRY.context()).over(tokens(61, 3), rows, CONTEXT, new RandomKey(SEED));
    }

    public static TokenSequence tokens(int count, int key) {
        RandomKey random = new RandomKey(key);
        return TokenSequence.of(IntStream.range(0, count).map(i -> (int) Math.floorMod(random.bits(i), (long) VOCABULARY)).toArray(), "a test");
    }

    /** A model with first values, or those of a checkpoint. */
    public BoundModel bound(Optional<Checkpoint> from) {
        Choice<LanguageModel> choice = new ConfigReader(REGISTRY).readChoice(model, LanguageModel.class, "a test");
        LanguageModel built = ModelBuilder.build(REGISTRY, choice, VOCABULARY);
        if (from.isEmpty()) {
            return BoundModel.initialize(built, engine, SEED);
        }
        try (SafetensorsFile stored = SafetensorsFile.open(from.get().folder().resolve("model.safetensors"))) {
            return BoundModel.bind(built, engine, Purpose.TRAINING, parameter -> stored.floats(parameter.path()));
        }
    }

    private static void writeModel(Path to, BoundModel bound) {
        SafetensorsWriter.write(to.resolve("model.safetensors"), Map.of(), bound.trainable().stream().map(p -> entry(bound, p)).toList());
    }

    private static SafetensorsWriter.Entry entry(BoundModel bound, Parameter parameter) {
        return new SafetensorsWriter.Entry(parameter.path(), parameter.shape(), () -> bound.read(parameter));
    }

    private static ObjectNode object(String json) {
        try {
            JsonNode node = Json.mapper().readTree(json);
            return (ObjectNode) node;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
