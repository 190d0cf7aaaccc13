package org.stagelm.examples.norm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stagelm.api.Progress;
import org.stagelm.api.component.Choice;
import org.stagelm.api.tensor.Engine;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.Experiment;
import org.stagelm.experiment.OnnxExport;
import org.stagelm.experiment.TextModel;
import org.stagelm.export.onnx.ExportOptions;

/** The plugin is named in a config, trained on both engines, exported and run, with no code for any of it. */
class ScaleNormTest {

    @ParameterizedTest
    @ValueSource(strings = {"torch", "nd4j"})
    void trainsExportsAndRuns(String engine, @TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "to be, or not to be: that is the question.\n".repeat(40));
        JsonNode config = Json.mapper().readTree("""
                {"backend": "%s", "corpus": {"type": "text", "path": %s}, "tokenizer": "char",
                 "model": {"type": "decoder", "layers": 2, "width": 32, "context": 16, "norm": {"type": "scale-norm", "eps": 1e-6}},
                 "training": {"steps": 60, "batchSize": 4, "optimizer": {"type": "adamw", "learningRate": 1e-2}, "schedule": "constant"}}
                """.formatted(engine, Json.mapper().writeValueAsString(text.toString())));
        Path run = folder.resolve("run");
        assertThat(Experiment.read(config, List.of(), "test").train(run, false, Progress.none()).trainLoss()).isLessThan(1.0);

        Path onnx = folder.resolve("onnx");
        assertThat(OnnxExport.run(run, onnx, Choice.<Engine>of(engine), ExportOptions.PORTABLE).maxLogitDifference()).isLessThan(1e-4);
        try (TextModel trained = TextModel.open(run, Choice.of(engine)); TextModel exported = TextModel.open(onnx)) {
            GenerationOptions greedy = GenerationOptions.greedy(40);
            assertThat(exported.generate("to be", greedy, GenerationListener.none()).ids())
                    .isEqualTo(trained.generate("to be", greedy, GenerationListener.none()).ids());
        }
    }

    @Test
    void theReadmeShowsJustThisCode() throws IOException {
        String source = Files.readString(Path.of("src/main/java/org/stagelm/examples/norm/ScaleNorm.java"));
        String code = source.substring(source.indexOf("/** {@code"));
        assertThat(Files.readString(Path.of("../../README.md"))).contains("```java\n" + code + "```");
    }
}
