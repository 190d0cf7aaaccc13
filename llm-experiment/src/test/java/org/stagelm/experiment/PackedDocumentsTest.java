package org.stagelm.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stagelm.api.Progress;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Batch;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.training.Objective;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.registry.Registry;
import org.stagelm.testkit.reference.ReferenceEngine;
import org.stagelm.training.loop.TrainingResult;

/** Documents that share a row teach a model what they teach it one by one. */
class PackedDocumentsTest {

    private static final Registry REGISTRY = Registry.load();
    private static final ConfigReader READER = new ConfigReader(REGISTRY);
    private static final int N = Batch.IGNORED;

    @TempDir
    private Path folder;

    /** Three documents in two rows, 7 targets; the second row is not full. */
    private static final Batch PACKED = new Batch(2, 6,
            new int[] {3, 1, 4, 1, 5, 9, 2, 6, 5, 0, 0, 0}, new int[] {1, 4, 7, 5, 9, 2, 6, 5, 3, N, N, N},
            Optional.of(new int[] {0, 0, 0, 3, 3, 3, 0, 0, 0, 3, 3, 3}));
    private static final List<Batch> ALONE = List.of(new Batch(1, 3, new int[] {3, 1, 4}, new int[] {1, 4, 7}),
            new Batch(1, 3, new int[] {1, 5, 9}, new int[] {5, 9, 2}), new Batch(1, 3, new int[] {2, 6, 5}, new int[] {6, 5, 3}));

    private static Engine engine(String type) {
        return type.equals("reference") ? new ReferenceEngine()
                : REGISTRY.make(READER.complete(Choice.<Engine>of(type), Engine.class), REGISTRY.context());
    }

    /** Tolerance: the engines' single precision; the reference computes in double. */
    @ParameterizedTest
    @CsvSource({"reference,none,1e-12", "reference,learned,1e-12", "reference,rope,1e-12", "torch,none,1e-5", "torch,learned,1e-5", "torch,rope,1e-5",
        "nd4j,none,1e-5", "nd4j,learned,1e-5", "nd4j,rope,1e-5"})
    void lossAndGradientsAreThoseOfTheDocumentsAlone(String type, String position, double tolerance) throws IOException {
        Choice<LanguageModel> decoder = TinyExperiment.of(TinyExperiment.text(folder, 100), "model.position.type=" + position).settings().model();
        Objective objective = REGISTRY.make(READER.complete(Choice.<Objective>of("next-token"), Objective.class), REGISTRY.context());
        try (Engine engine = engine(type); BoundModel model = BoundModel.initialize(ModelBuilder.build(REGISTRY, decoder, 30), engine, 7)) {
            List<double[]> packed = lossAndGradients(engine, model, objective, List.of(PACKED));
            List<double[]> alone = lossAndGradients(engine, model, objective, ALONE);
            assertThat(packed).hasSameSizeAs(alone).hasSizeGreaterThan(20);
            for (int i = 0; i < packed.size(); i++) {
                assertThat(packed.get(i)).containsExactly(alone.get(i), within(tolerance));
            }
        }
    }

    /** The mean loss of batches with equally many targets, and after it the gradient of each parameter. */
    private static List<double[]> lossAndGradients(Engine engine, BoundModel model, Objective objective, List<Batch> batches) {
        List<Tensor> variables = model.trainable().stream().map(parameter -> parameter.stored()).toList();
        List<double[]> all = new ArrayList<>();
        double mean = 0;
        try (Scope scope = engine.scope()) {
            for (Batch batch : batches) {
                try (Recording recording = engine.record()) {
                    Tensor loss = objective.loss(model.model(), batch, engine, Optional.empty());
                    recording.backward(loss, 1.0 / batches.size());
                    mean += engine.doubles(recording.keep(loss))[0] / batches.size();
                }
            }
            all.add(new double[] {mean});
            variables.forEach(variable -> all.add(engine.doubles(engine.gradient(variable).orElseThrow())));
        }
        engine.clearGradients(variables);
        return all;
    }

    private Experiment lines(String... assignments) throws IOException {
        List<String> all = new ArrayList<>(List.of("corpus.documentSeparator=|", "corpus.validationFraction=0.2",
                "training.loader.type=packed-documents"));
        all.addAll(Arrays.asList(assignments));
        Path text = folder.resolve("text.txt");
        if (!Files.exists(text)) {
            Files.writeString(text, Files.readString(TinyExperiment.text(folder, 900)).replace("\n", "|"));
        }
        return TinyExperiment.of(text, all.toArray(String[]::new));
    }

    @Test
    void trainingOnThemLearnsAndPrefetchingChangesNothing() throws IOException {
        TrainingResult plain = TinyExperiment.train(lines("training.steps=40"), folder.resolve("plain"));
        TrainingResult ahead = TinyExperiment.train(lines("training.steps=40",
                "training.loader={\"type\": \"prefetch\", \"loader\": \"packed-documents\"}"), folder.resolve("ahead"));

        assertThat(plain.trainLoss()).isLessThan(2.9); // ln 20 = 3.0 of the letters that occur, before anything is learned
        assertThat(ahead.trainLoss()).isEqualTo(plain.trainLoss());
        assertThat(ahead.validationLoss()).isEqualTo(plain.validationLoss()).isPresent();
    }

    @Test
    void preparedDataTrainsAsTheCorpusDoes() throws IOException {
        TrainingResult made = TinyExperiment.train(lines(), folder.resolve("made"));
        Path data = folder.resolve("data");
        lines().prepare(data, Progress.none());
        TrainingResult prepared = TinyExperiment.train(lines("prepared=" + data), folder.resolve("prepared"));

        assertThat(prepared.trainLoss()).isEqualTo(made.trainLoss());
        assertThat(prepared.validationLoss()).isEqualTo(made.validationLoss());
        assertThat(folder.resolve("prepared/data")).doesNotExist();
    }
}
