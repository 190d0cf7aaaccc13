package org.stagelm.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stagelm.api.UserError;
import org.stagelm.core.generation.EngineSession;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.Generator;
import org.stagelm.core.generation.NextToken;
import org.stagelm.core.model.BoundModel;
import org.stagelm.export.onnx.ExportOptions;
import org.stagelm.export.onnx.ExportResult;
import org.stagelm.export.onnx.OnnxExporter;

/** What the exporter writes, run by ONNX Runtime, is the model. */
class ExportedDecodersTest {

    /** Single against double precision, through two layers whose weights are large: some hundred roundings of 6e-8. */
    private static final double TOLERANCE = 1e-5;

    @TempDir
    private Path folder;

    static Stream<String> decoders() {
        return Stream.of("'none'", "'learned'", "'rope'")
                .flatMap(position -> Stream.of("'layer-norm'", "'rms-norm'")
                        .flatMap(norm -> Stream.of(TinyDecoders.MULTI_HEAD, TinyDecoders.GROUPED)
                                .flatMap(attention -> Stream.of("'mlp'", "'swiglu'").map(f -> TinyDecoders.decoder(position, norm, attention, f)))));
    }

    static Stream<String> variants() {
        return Stream.of(
                TinyDecoders.LLAMA.replace("'rope'", "{'type': 'rope', 'interleaved': true, 'fraction': 1}")
                        .replace("'layers'", "'tieEmbeddings': false, 'layers'"),
                TinyDecoders.decoder("{'type': 'rope', 'fraction': 0.5}", "'layer-norm'", "{'type': 'multi-head', 'heads': 3}",
                        "{'type': 'mlp', 'activation': 'gelu-tanh'}"),
                TinyDecoders.decoder("'learned'", "'rms-norm'", "'forgetful'", "'swiglu'"),
                TinyDecoders.GPT2.replace("'context': 17", "'context': 1"),
                TinyDecoders.GPT2.replace("'context': 17", "'context': 2"));
    }

    @ParameterizedTest
    @MethodSource({"decoders", "variants"})
    void logitsAndGreedyTextEqualTheEngines(String decoder) {
        try (BoundModel model = TinyDecoders.bind(decoder, TinyDecoders.VOCABULARY)) {
            ExportResult result = TinyDecoders.export(decoder, model, folder);
            assertThat(result.maxLogitDifference()).isLessThan(TOLERANCE);
            try (OnnxLanguageModel exported = OnnxLanguageModel.load(result.folder());
                    NextToken ours = EngineSession.cached(model);
                    NextToken theirs = exported.session()) {
                assertThat(greedy(theirs)).isEqualTo(greedy(ours));
            }
        }
    }

    /** Longer than the context, so that it slides. */
    private static List<Integer> greedy(NextToken session) {
        return new Generator(session).generate(new int[] {3, 1, 4, 1, 5}, GenerationOptions.greedy(30), GenerationListener.none()).ids();
    }

    @Test
    void theModelIsAsBeforeWhenItIsExported() {
        try (BoundModel model = TinyDecoders.bind(TinyDecoders.LLAMA, TinyDecoders.VOCABULARY); NextToken session = EngineSession.cached(model)) {
            List<Integer> before = greedy(session);
            TinyDecoders.export(TinyDecoders.LLAMA, model, folder);
            assertThat(greedy(session)).isEqualTo(before);
        }
    }

    @Test
    void theFolderHoldsGraphConfigsAndTokenizer() {
        try (BoundModel model = TinyDecoders.bind(TinyDecoders.LLAMA, TinyDecoders.VOCABULARY)) {
            ExportResult result = TinyDecoders.export(TinyDecoders.LLAMA, model, folder);
            assertThat(result.files().stream().map(file -> file.toString().replace('\\', '/'))).contains("config.json", "generation_config.json",
                    "onnx/model.onnx", "onnx/model.onnx_data", "stagelm.json", "tokenizer.json").doesNotContain("model.safetensors");
            assertThat(result.files()).allMatch(file -> Files.isRegularFile(result.folder().resolve(file)));
        }
    }

    @Test
    void anExportThatDiffersIsRefusedAndLeavesNothing() {
        try (BoundModel model = TinyDecoders.bind(TinyDecoders.LLAMA, TinyDecoders.VOCABULARY)) {
            for (double difference : new double[] {0.1, Double.NaN}) {
                assertThatThrownBy(() -> OnnxExporter.export(model, folder, folder.resolve("out"), ExportOptions.PORTABLE, out -> difference))
                        .isInstanceOf(UserError.class).hasMessageContaining("differ");
            }
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void theComparisonSeesADifferentWeight() {
        Path out = TinyDecoders.exported(TinyDecoders.LLAMA, folder);
        try (BoundModel model = TinyDecoders.bind(TinyDecoders.LLAMA, TinyDecoders.VOCABULARY)) {
            assertThat(LogitComparison.maxDifference(out, model)).isLessThan(TOLERANCE);
            model.engine().assign(model.trainable().get(1).stored(), model.trainable().get(1).stored().mul(1.01));
            assertThat(LogitComparison.maxDifference(out, model)).isGreaterThan(ExportOptions.PORTABLE.tolerance());
        }
    }

    @Test
    void aFolderInUseIsLeftAlone() {
        Path out = TinyDecoders.exported(TinyDecoders.LLAMA, folder);
        try (BoundModel model = TinyDecoders.bind(TinyDecoders.LLAMA, TinyDecoders.VOCABULARY)) {
            assertThatThrownBy(() -> OnnxExporter.export(model, folder, out, ExportOptions.PORTABLE, f -> 0)).isInstanceOf(UserError.class)
                    .hasMessageContaining("not empty");
            assertThat(LogitComparison.maxDifference(out, model)).isLessThan(TOLERANCE);
        }
    }
}
