package org.stagelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.core.json.Json;

class TokenizerCommandsTest {

    private static final String TEXT = "the cat sat on the mat; that cat, the fat cat, sat there.\n".repeat(20);

    @TempDir
    private Path folder;
    private Path corpus;

    @BeforeEach
    void writeCorpus() throws IOException {
        corpus = Files.writeString(folder.resolve("corpus.txt"), TEXT);
    }

    private String trained(String tokenizer) {
        Path out = folder.resolve("trained-" + Math.abs(tokenizer.hashCode()));
        succeeds(CommandLineRun.of("tokenizer", "train", "--tokenizer", tokenizer, "--corpus", corpus.toString(), "--out", out.toString()));
        return out.toString();
    }

    private static CommandLineRun succeeds(CommandLineRun run) {
        assertThat(run.exit()).as(run.err()).isZero();
        return run;
    }

    private static String fails(CommandLineRun run) {
        assertThat(run.exit()).as(run.out() + run.err()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("\tat ");
        return run.message();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void trainingWritesAFolderAndSaysWhatItHas() throws IOException {
        Path out = folder.resolve("out");
        CommandLineRun run = succeeds(CommandLineRun.of("tokenizer", "train", "--tokenizer", "{\"type\": \"byte-bpe\", \"vocabularySize\": 270}", "--corpus",
                corpus.toString(), "--out", out.toString(), "--json"));
        JsonNode result = Json.mapper().readTree(run.lastLine());
        assertThat(result.fieldNames()).toIterable().containsExactly("tokenizer", "vocabularySize", "seconds", "charactersPerToken");
        assertThat(result.get("vocabularySize").asInt()).isEqualTo(270);
        assertThat(result.get("charactersPerToken").asDouble()).isBetween(1.5, 5.0);
        assertThat(out.resolve("tokenizer.json")).isNotEmptyFile();
        assertThat(fails(CommandLineRun.of("tokenizer", "train", "--tokenizer", "char", "--corpus", corpus.toString(), "--out", out.toString())))
                .contains("is not empty");
    }

    @Test
    void anExperimentsConfigNamesTokenizerAndCorpus() {
        Path out = folder.resolve("out");
        succeeds(CommandLineRun.of("tokenizer", "train", "../examples/shakespeare-char.json", "--set", "corpus.path=" + corpus, "--out", out.toString()));
        CommandLineRun encoded = succeeds(CommandLineRun.of("tokenizer", "encode", "--tokenizer", out.toString(), "--text", "cat"));
        assertThat(encoded.out().strip().split(" ")).hasSize(3);
    }

    @Test
    void theTraceShowsVocabularyPairsAndMerges() {
        CommandLineRun run = succeeds(CommandLineRun.of("tokenizer", "train", "--tokenizer", "{\"type\": \"byte-bpe\", \"vocabularySize\": 260}", "--corpus",
                corpus.toString(), "--out", folder.resolve("out").toString(), "--trace"));
        assertThat(run.out()).contains("initial vocabulary, 257 tokens: ", "pairs, ", "     160  a t", "merge 1: a + t, 160 times", "merge 3: ")
                .doesNotContain("merge 4: ");
        assertThat(fails(CommandLineRun.of("tokenizer", "train", "--tokenizer", "char", "--corpus", corpus.toString(), "--out",
                folder.resolve("other").toString(), "--trace"))).contains("--trace", "char");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void textBecomesIdsAndTextAgain() throws IOException {
        String tokenizer = trained("{\"type\": \"byte-bpe\", \"vocabularySize\": 300}");
        String text = "the cät sat 🐈\r\n on <|endoftext|> ";
        JsonNode encoded = Json.mapper().readTree(succeeds(CommandLineRun.reading(utf8(text), "tokenizer", "encode", "--tokenizer", tokenizer, "--json"))
                .lastLine());
        assertThat(encoded.fieldNames()).toIterable().containsExactly("ids", "tokens");
        assertThat(encoded.get("tokens")).hasSameSizeAs(encoded.get("ids"));
        String ids = succeeds(CommandLineRun.reading(utf8(text), "tokenizer", "encode", "--tokenizer", tokenizer)).out();
        assertThat(ids.strip()).isEqualTo(String.join(" ", texts(encoded.get("ids"))));
        CommandLineRun decoded = succeeds(CommandLineRun.reading(utf8(ids), "tokenizer", "decode", "--tokenizer", tokenizer, "--json"));
        assertThat(Json.mapper().readTree(decoded.lastLine()).get("text").asText()).isEqualTo(text);
        String commas = ids.strip().replace(" ", ", ");
        assertThat(succeeds(CommandLineRun.of("tokenizer", "decode", "--tokenizer", tokenizer, commas)).out())
                .isEqualTo(text + System.lineSeparator());
    }

    @Test
    void linesAreJsonStringsInAndObjectsOut() throws IOException {
        String tokenizer = trained("char");
        CommandLineRun encoded = succeeds(CommandLineRun.reading(utf8("\"the cat\"\n\"at\\nat\"\n"), "tokenizer", "encode", "--tokenizer", tokenizer,
                "--lines"));
        List<String> lines = encoded.out().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode second = Json.mapper().readTree(lines.get(1));
        assertThat(texts(second.get("ids"))).hasSize(5);
        String ids = lines.stream().map(TokenizerCommandsTest::ids).reduce("", (a, b) -> a + b + "\n");
        CommandLineRun decoded = succeeds(CommandLineRun.reading(utf8(ids), "tokenizer", "decode", "--tokenizer", tokenizer, "--lines"));
        assertThat(decoded.out().lines()).containsExactly("\"the cat\"", "\"at\\nat\"");
        assertThat(fails(CommandLineRun.reading(utf8("\"the\"\nthe cat\n"), "tokenizer", "encode", "--tokenizer", tokenizer, "--lines")))
                .contains("standard input, line 2");
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static String ids(String line) {
        try {
            return Json.mapper().readTree(line).get("ids").toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRunFolderAndAFileAreTokenizersToo() {
        Path run = folder.resolve("run");
        succeeds(CommandLineRun.of("train", "../examples/shakespeare-char.json", "--set", "corpus.path=" + corpus, "--set", "training.steps=2", "--set",
                "training.evalEvery=2", "--set", "model.layers=1", "--set", "model.width=16", "--set", "model.context=8", "--out", run.toString()));
        String alone = trained("char");
        String ids = succeeds(CommandLineRun.of("tokenizer", "encode", "--tokenizer", alone, "--text", "the cat")).out();
        assertThat(succeeds(CommandLineRun.of("tokenizer", "encode", "--tokenizer", run.toString(), "--text", "the cat")).out()).isEqualTo(ids);
        assertThat(succeeds(CommandLineRun.of("tokenizer", "encode", "--tokenizer", alone + "/tokenizer.json", "--text", "the cat")).out()).isEqualTo(ids);
    }

    @Test
    void tokenizersAreComparedOnTheExamplesAndDrawn() throws IOException {
        String bpe = trained("{\"type\": \"byte-bpe\", \"vocabularySize\": 280}");
        String characters = trained("char");
        Path out = folder.resolve("looks");
        CommandLineRun run = succeeds(CommandLineRun.of("tokenizer", "inspect", "--tokenizer", bpe, "--tokenizer", characters, "--out", out.toString(),
                "--json"));
        JsonNode cuts = Json.mapper().readTree(run.lastLine()).get("cuts");
        assertThat(cuts).hasSize(18);
        assertThat(cuts.get(0).get("charactersPerToken").asDouble()).isGreaterThan(1);
        assertThat(cuts.get(7).get("error").asText()).as("Chinese, which char has not met").contains("U+");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("tokenizers.html", "characters-per-token.png",
                    "token-lengths.png", "token-frequencies.png");
        }
        assertThat(ImageIO.read(out.resolve("token-lengths.png").toFile()).getWidth()).isEqualTo(900);
        assertThat(Files.readString(out.resolve("tokenizers.html"))).contains("<span class=\"c1\"", "misspellings", "data:image/png;base64,", "👍")
                .doesNotContain("<script", "http:", "https:");
        assertThat(fails(CommandLineRun.of("tokenizer", "inspect", "--tokenizer", bpe, "--out", out.toString()))).contains("is not empty");
    }

    @Test
    void aTextOfOnesOwnIsCutAtMarks() throws IOException {
        String characters = trained("char");
        assertThat(succeeds(CommandLineRun.of("tokenizer", "inspect", "--tokenizer", characters, "--text", "cat\nsat")).out()).contains("c|a|t|⏎|s|a|t");
        Path file = Files.writeString(folder.resolve("own.txt"), "t");
        Path out = folder.resolve("one-token");
        succeeds(CommandLineRun.of("tokenizer", "inspect", "--tokenizer", characters, "--file", file.toString(), "--out", out.toString()));
        succeeds(CommandLineRun.of("tokenizer", "inspect", "--tokenizer", characters, "--text", "日", "--out", folder.resolve("refused").toString()));
        assertThat(out.resolve("token-frequencies.png")).isNotEmptyFile();
    }

    @Test
    void badInputGivesOneMessage() {
        String characters = trained("char");
        assertThat(fails(CommandLineRun.of("tokenizer", "encode", "--tokenizer", "chra", "--text", "a"))).contains("chra", "did you mean \"char\"?");
        assertThat(fails(CommandLineRun.of("tokenizer", "encode", "--tokenizer", "char", "--text", "a"))).contains("stagelm tokenizer train");
        assertThat(fails(CommandLineRun.of("tokenizer", "encode", "--tokenizer", "no/tokenizer.json", "--text", "a"))).contains("no/tokenizer.json");
        assertThat(fails(CommandLineRun.of("tokenizer", "encode", "--tokenizer", folder.toString(), "--text", "a"))).contains("tokenizer.json");
        assertThat(fails(CommandLineRun.of("tokenizer", "encode", "--tokenizer", "{\"type\": ", "--text", "a"))).contains("not valid JSON");
        assertThat(fails(CommandLineRun.of("tokenizer", "encode", "--tokenizer", characters, "--text", "dog €"))).contains("U+20AC");
        assertThat(fails(CommandLineRun.of("tokenizer", "encode", "--tokenizer", characters, "--text", "a", "--allow-special", "<|nope|>")))
                .contains("<|nope|>");
        assertThat(fails(CommandLineRun.of("tokenizer", "decode", "--tokenizer", characters, "1", "999"))).contains("999", "out of range");
        assertThat(fails(CommandLineRun.of("tokenizer", "decode", "--tokenizer", characters, "1,x"))).contains("\"x\"");
        assertThat(fails(CommandLineRun.reading(new byte[] {'a', 'b', (byte) 0xff, 'c'}, "tokenizer", "encode", "--tokenizer", characters)))
                .contains("standard input is not UTF-8", "the byte at 2");
        assertThat(fails(CommandLineRun.reading(new byte[] {'a', (byte) 0xc3}, "tokenizer", "encode", "--tokenizer", characters)))
                .contains("standard input is not UTF-8");
    }

    @Test
    void wordsThatAreNotKnownAreNamed() {
        String words = trained("word");
        assertThat(succeeds(CommandLineRun.of("tokenizer", "encode", "--tokenizer", words, "--text", "that fat cat")).out().strip().split(" ")).hasSize(3);
        assertThat(fails(CommandLineRun.of("tokenizer", "encode", "--tokenizer", words, "--text", "that fat dog"))).contains("dog");
    }

    @Test
    void theTraceOfWordBpe() {
        CommandLineRun run = succeeds(CommandLineRun.of("tokenizer", "train", "--tokenizer", "{\"type\": \"bpe\", \"merges\": 2}", "--corpus",
                corpus.toString(), "--out", folder.resolve("out").toString(), "--trace"));
        assertThat(run.out()).contains("initial vocabulary, ", "pairs, ", "merge 1: a + t, 160 times", "merge 2: ").doesNotContain("merge 3: ");
    }

    @Test
    void gpt2IsThereWithoutTraining() {
        assertThat(succeeds(CommandLineRun.of("tokenizer", "encode", "--tokenizer", "gpt2", "--text", "Hello, world!")).out().strip())
                .isEqualTo("15496 11 995 0");
        assertThat(succeeds(CommandLineRun.of("tokenizer", "encode", "--tokenizer", "gpt2", "--text", "<|endoftext|>", "--allow-special",
                "<|endoftext|>")).out().strip()).isEqualTo("50256");
    }

    @Test
    void trainingThatCannotBeLeavesNothing() {
        Path out = folder.resolve("out");
        assertThat(fails(CommandLineRun.of("tokenizer", "train", "--tokenizer", "char", "--out", out.toString()))).contains("--corpus");
        assertThat(fails(CommandLineRun.of("tokenizer", "train", "--tokenizer", "char", "--corpus", folder.resolve("none.txt").toString(), "--out",
                out.toString()))).contains("none.txt");
        assertThat(fails(CommandLineRun.of("tokenizer", "train", "--tokenizer", "{\"type\": \"byte-bpe\", \"size\": 3}", "--corpus", corpus.toString(),
                "--out", out.toString()))).contains("size");
        assertThat(out).doesNotExist();
    }

    @Test
    void anInterruptCancelsAndLeavesNothing() {
        Path out = folder.resolve("out");
        Thread.currentThread().interrupt();
        try {
            assertThat(fails(CommandLineRun.of("tokenizer", "train", "--tokenizer", "byte-bpe", "--corpus", corpus.toString(), "--out", out.toString())))
                    .contains("cancelled");
        } finally {
            Thread.interrupted();
        }
        assertThat(folder.toFile().list()).containsExactly("corpus.txt");
    }
}
