package org.stagelm.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stagelm.api.component.Choice;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.generation.BatchSession;
import org.stagelm.core.generation.EngineSession;
import org.stagelm.core.generation.GeneratedText;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.registry.Registry;
import org.stagelm.export.onnx.ExportOptions;

/** One seed, two engines: the same first weights, the same losses, the same text; and the same text as an ONNX graph. */
class EnginesAgreeTest {

    @TempDir
    private Path folder;

    private List<Double> losses(Path text, String engine, int steps) throws IOException {
        List<Double> losses = new ArrayList<>();
        TinyExperiment.train(TinyExperiment.of(text, "backend=" + engine, "model.dropout=0", "training.steps=" + steps).listening(new TrainingListener() {
            @Override
            public void step(StepMetrics metrics) {
                losses.add(metrics.loss());
            }
        }), folder.resolve(engine + steps));
        return losses;
    }

    @Test
    void theFirstTwentyLossesAgree() throws IOException {
        Path text = TinyExperiment.text(folder, 600);
        List<Double> torch = losses(text, "torch", 20);
        List<Double> nd4j = losses(text, "nd4j", 20);
        assertThat(torch).hasSize(20);
        for (int i = 0; i < torch.size(); i++) {
            assertThat(nd4j.get(i)).as("step " + (i + 1)).isCloseTo(torch.get(i), within(1e-3));
        }
    }

    @Test
    void theFirstWeightsAreBitEqual() throws IOException {
        Registry registry = Registry.load();
        ConfigReader reader = new ConfigReader(registry);
        Choice<LanguageModel> decoder = TinyExperiment.of(TinyExperiment.text(folder, 100)).settings().model();
        List<List<float[]>> weights = new ArrayList<>();
        for (String type : List.of("torch", "nd4j")) {
            try (Engine engine = registry.make(reader.complete(Choice.<Engine>of(type), Engine.class), registry.context());
                    BoundModel model = BoundModel.initialize(ModelBuilder.build(registry, decoder, 30), engine, 7)) {
                weights.add(model.trainable().stream().map(model::read).toList());
            }
        }
        assertThat(weights.get(0)).hasSameSizeAs(weights.get(1)).hasSizeGreaterThan(20);
        for (int i = 0; i < weights.get(0).size(); i++) {
            assertThat(weights.get(0).get(i)).containsExactly(weights.get(1).get(i));
        }
    }

    /** After training, the best logit leads by far more than the engines differ, so greedy texts are equal id for id. */
    @Test
    void greedyTextIsTheSameOnBothEnginesAndAsAGraph() throws IOException {
        Path text = TinyExperiment.text(folder, 600);
        Path run = folder.resolve("run");
        TinyExperiment.train(TinyExperiment.of(text, "training.steps=150", "model.position=rope"), run);
        OnnxExport.run(run, folder.resolve("onnx"), Choice.of("torch"), ExportOptions.PORTABLE);
        List<GeneratedText> texts = new ArrayList<>();
        for (TextModel opened : List.of(EngineModel.open(run, Choice.of("torch")), EngineModel.open(run, Choice.of("nd4j")),
                TextModel.open(folder.resolve("onnx")))) {
            try (opened) {
                texts.add(opened.generate("the cat", GenerationOptions.greedy(50), GenerationListener.none()));
            }
        }
        assertThat(texts.get(1).ids()).isEqualTo(texts.get(0).ids());
        assertThat(texts.get(2).ids()).isEqualTo(texts.get(0).ids());
    }

    /** Both compute in single precision and differ by the order of sums alone; the logits of first weights are of magnitude 1. */
    @ParameterizedTest
    @CsvSource({"torch,none", "torch,learned", "torch,rope", "nd4j,none", "nd4j,learned", "nd4j,rope"})
    void eachRowOfABatchHasTheLogitsOfItsTextAlone(String type, String position) throws IOException {
        Registry registry = Registry.load();
        ConfigReader reader = new ConfigReader(registry);
        Choice<LanguageModel> decoder = TinyExperiment.of(TinyExperiment.text(folder, 100), "model.position.type=" + position).settings().model();
        int[][] texts = {{3, 1, 4, 1, 5}, {9}, {2, 6, 5}};
        try (Engine engine = registry.make(reader.complete(Choice.<Engine>of(type), Engine.class), registry.context());
                BoundModel model = BoundModel.initialize(ModelBuilder.build(registry, decoder, 30), engine, 7);
                BatchSession batch = new BatchSession(model)) {
            float[][] read = batch.begin(List.of(texts));
            float[][] next = batch.next(7, 8, 9);
            for (int row = 0; row < texts.length; row++) {
                try (EngineSession alone = EngineSession.cached(model)) {
                    assertThat(read[row]).containsExactly(alone.next(texts[row]), within(1e-5f));
                    assertThat(next[row]).containsExactly(alone.next(7 + row), within(1e-5f));
                }
            }
        }
    }
}
