package org.stagelm.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stagelm.api.component.Choice;
import org.stagelm.core.generation.EngineSession;
import org.stagelm.core.generation.GeneratedText;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.Generator;
import org.stagelm.core.json.Json;
import org.stagelm.export.onnx.ExportOptions;
import org.stagelm.training.loop.TrainingResult;

/**
 * A word in the config swaps a part: every combination trains on both engines, is saved, writes the same with and without its cache, and exports to a graph
 * whose logits are the model's.
 */
class GridTest {

    @TempDir
    private static Path shared;
    private static Path text;

    @BeforeAll
    static void writeText() throws IOException {
        text = TinyExperiment.text(shared, 600);
    }

    static Stream<Arguments> grid() {
        return Stream.of("none", "learned", "rope").flatMap(position -> Stream.of("layer-norm", "rms-norm").flatMap(norm -> Stream.of("mlp", "swiglu")
                .flatMap(feedForward -> Stream.of("multi-head", "grouped-query").flatMap(attention -> Stream.of("torch", "nd4j")
                        .map(engine -> Arguments.of(position, norm, feedForward, attention, engine))))));
    }

    /** What else there is, each at least once, on both engines. */
    static Stream<Arguments> others() {
        return Stream.of(
                "{'position': 'alibi', 'attention': {'type': 'multi-query', 'heads': 4}}",
                "{'position': {'type': 'rope', 'scaling': {'type': 'yarn', 'factor': 4, 'originalContext': 8}}, 'attention': {'type': 'multi-head',"
                        + " 'heads': 4, 'headSize': 6, 'queryKeyNorm': 'rms-norm', 'outputBias': false}}",
                "{'position': {'type': 'rope', 'localTheta': 100}, 'norm': {'type': 'rms-norm', 'unitOffset': true}, 'block': {'norms': 'around'},"
                        + " 'feedForward': 'geglu', 'embeddingScale': 5.6, 'logitSoftcap': 30, 'attention': {'type': 'sliding-window', 'heads': 4,"
                        + " 'keyValueHeads': 2, 'window': 5, 'fullEvery': 2, 'softcap': 20, 'scale': 0.3}}",
                "{'position': 'sinusoidal', 'block': {'norms': 'after'}, 'finalNorm': false, 'attention': 'causal', 'initialization': 'xavier'}",
                "{'block': {'parallel': true}, 'attention': 'simplified', 'feedForward': {'type': 'mlp', 'activation': 'relu-squared'},"
                        + " 'tieEmbeddings': false, 'headBias': true, 'initialization': {'type': 'kaiming', 'gain': 0.5}}")
                .flatMap(model -> Stream.of("torch", "nd4j").map(engine -> Arguments.of(model, engine)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void othersTrainGenerateAndExport(String model, String engine, @TempDir Path folder) throws IOException {
        ObjectNode settings = (ObjectNode) Json.mapper().readTree(model.replace('\'', '"'));
        settings.put("type", "decoder").put("layers", 2).put("width", 32).put("context", 16);
        Experiment experiment = TinyExperiment.of(text, "model=" + settings, "backend={\"type\": \"" + engine + "\", \"threads\": 1}",
                "training.steps=20");
        trainsGeneratesAndExports(experiment, engine, folder);
    }

    @ParameterizedTest
    @MethodSource("grid")
    void trainsGeneratesAndExports(String position, String norm, String feedForward, String attention, String engine, @TempDir Path folder)
            throws IOException {
        Experiment experiment = TinyExperiment.of(text, "model.position.type=" + position, "model.norm.type=" + norm, "model.feedForward.type=" + feedForward,
                "model.attention.type=" + attention, "backend={\"type\": \"" + engine + "\", \"threads\": 1}", "training.steps=20");
        trainsGeneratesAndExports(experiment, engine, folder);
    }

    private static void trainsGeneratesAndExports(Experiment experiment, String engine, Path folder) {
        TrainingResult result = TinyExperiment.train(experiment, folder.resolve("run"));
        assertThat(result.trainLoss()).isLessThan(2.9); // ln 24 = 3.18 before learning: 23 letters and the line feed
        try (EngineModel model = EngineModel.open(folder.resolve("run"), Choice.of(engine))) {
            GenerationOptions greedy = GenerationOptions.greedy(30); // beyond the context of 16, so the window slides
            GeneratedText cached = model.generate("the c", greedy, GenerationListener.none());
            assertThat(cached.newTokens()).isEqualTo(30);
            try (EngineSession uncached = EngineSession.uncached(model.model())) {
                GeneratedText again = new Generator(uncached, model.tokenizer().orElseThrow()).generate("the c", greedy, GenerationListener.none());
                assertThat(again.ids()).isEqualTo(cached.ids());
            }
        }
        Path onnx = folder.resolve("onnx");
        assertThat(OnnxExport.run(folder.resolve("run"), onnx, Choice.of(engine), ExportOptions.PORTABLE).maxLogitDifference()).isLessThan(1e-4);
        assertThat(List.of(folder.resolve("run").toFile().list())).contains("config.json", "metrics.jsonl", "report.html", "plots", "checkpoints");
    }
}
