package org.stagelm.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.registry.Registry;

class BenchTokenizerTest {

    @TempDir
    private Path folder;

    private Path text() throws IOException {
        return Files.writeString(folder.resolve("a text.txt"), "the cat sat on the mat<|endoftext|>and that cat sat there\n".repeat(30));
    }

    private Path tokenizer() throws IOException {
        Registry registry = Registry.load();
        Choice<TokenizerFactory> choice = new ConfigReader(registry).complete(Choice.of("byte-bpe"), TokenizerFactory.class);
        Tokenizer tokenizer = registry.make(choice, registry.context()).train(Stream.of(Files.readString(text())), Progress.none());
        tokenizer.save(folder);
        return folder.resolve("tokenizer.json");
    }

    @Test
    void aTokenizerOfTheUsersIsComparedWithHuggingFace() throws IOException {
        CommandRows result = CommandRows.of(new BenchTokenizerCommand(), "--vocabulary", tokenizer().toString(), "--text", text().toString(), "--seconds",
                "0.05", "--python", "no-python", "--json");
        assertThat(result.exit()).isZero();
        assertThat(result.rows()).extracting(row -> row.path("name").asText()).containsExactly("tokenizer1, a-text.txt, new | Hugging Face",
                "tokenizer1, a-text.txt, repeated | Hugging Face");
        for (JsonNode row : result.rows()) {
            assertThat(row.fieldNames()).toIterable().containsExactly("name", "ours", "peer", "ratio", "unit");
            assertThat(row.path("ours").asDouble()).isPositive();
            assertThat(row.path("ratio").asDouble()).isCloseTo(row.path("ours").asDouble() / row.path("peer").asDouble(), within(1e-9));
        }
    }

    @Test
    void jtokkitEncodesWhatItIsTold() throws IOException {
        Path texts = Files.createDirectories(folder.resolve("texts"));
        Files.writeString(texts.resolve("one.txt"), "to be");
        try (WorkerProcess jtokkit = Workers.start("JTokkit", WorkerCommand.Kind.TOKENIZER_JTOKKIT, "--folder", folder.toString())) {
            assertThat(jtokkit.at(new EncodingTask("r50k", true, "one").name()).run(2)).hasSize(2).allMatch(seconds -> seconds > 0);
            assertThat(jtokkit.about()).contains("JTokkit");
        }
    }

    @Test
    void learningIsMeasuredWithoutAPeerToo() throws IOException {
        CommandRows result = CommandRows.of(new BenchTokenizerCommand(), "--train", "--tokens", "270", "--text", text().toString(), "--seconds", "0.05",
                "--python", "no-python", "--json");
        assertThat(result.exit()).isZero();
        assertThat(result.rows()).isEmpty();
    }

    @Test
    void theAdversarialTextsAreAMegabyteEach() {
        assertThat(BenchTexts.adversarial()).containsOnlyKeys("one-letter", "spaces", "emoji", "base64")
                .allSatisfy((name, text) -> assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSize(1_000_000));
    }

    @Test
    void writtenTextsAreAMegabyteAtMostAndHaveNoSpecialSpellings() throws IOException {
        Path large = Files.writeString(folder.resolve("large.txt"), "größer<|endoftext|>\n".repeat(200_000));
        assertThat(BenchTexts.written(List.of(large)).get("large.txt").getBytes(StandardCharsets.UTF_8)).hasSizeBetween(999_000, 1_000_000);
        assertThat(BenchTexts.written(List.of(large)).get("large.txt")).doesNotContain("<|").startsWith("größer\n");
        assertThatThrownBy(() -> BenchTexts.written(List.of(folder.resolve("none.txt")))).isInstanceOf(UserError.class).hasMessageContaining("none.txt");
    }

    @Test
    void aNameTellsAll() {
        EncodingTask task = new EncodingTask("cl100k", false, "one-letter");
        assertThat(EncodingTask.of(task.name())).isEqualTo(task);
        assertThat(task.name()).doesNotContain(" ");
    }
}
