package org.stagelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.core.json.Json;

/** {@code stagelm data}. */
class DataTest {

    @TempDir
    private Path folder;
    private Path config;
    private Path data;

    @BeforeEach
    void writeConfig() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "First Citizen:\nBefore we proceed any further, hear me speak.\n".repeat(20));
        data = folder.resolve("prepared");
        config = Files.writeString(folder.resolve("c.json"), "{\"backend\": \"torch\", \"prepared\": " + quoted(data) + ", \"corpus\": {\"type\":"
                + " \"text\", \"path\": " + quoted(text) + "}, \"tokenizer\": \"char\", \"model\": {\"type\": \"decoder\", \"layers\": 1,"
                + " \"width\": 16, \"context\": 8, \"attention\": {\"type\": \"multi-head\", \"heads\": 2}}, \"training\": {\"steps\": 2,"
                + " \"batchSize\": 2, \"loader\": {\"type\": \"sliding-window\", \"shuffle\": false}}}");
    }

    private static String quoted(Path path) throws IOException {
        return Json.mapper().writeValueAsString(path.toString());
    }

    private CommandLineRun succeeds(String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.exit()).as(run.err()).isZero();
        return run;
    }

    private String fails(String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("\tat ");
        return run.message();
    }

    @Test
    void whatIsPreparedIsInspectedAndTrainedOn() throws IOException {
        JsonNode made = Json.mapper().readTree(succeeds("data", "prepare", config.toString(), "--json").lastLine());
        assertThat(made.get("folder").asText()).isEqualTo(data.toString());
        assertThat(made.get("trainTokens").asLong()).isEqualTo(1098); // nine tenths of 20 · 61 characters
        assertThat(made.get("validationTokens").asLong()).isEqualTo(122);
        assertThat(made.get("trainDocuments").asLong()).isEqualTo(1);
        assertThat(made.get("reused").asBoolean()).isFalse();
        assertThat(made.get("tokensPerSecond").asDouble()).isPositive();
        assertThat(data).isDirectoryContaining("glob:**/tokenizer.json");

        assertThat(Json.mapper().readTree(succeeds("data", "prepare", config.toString(), "--json").lastLine()).get("reused").asBoolean()).isTrue();
        assertThat(succeeds("train", config.toString(), "--out", folder.resolve("run").toString()).exit()).isZero();
        assertThat(folder.resolve("run/data")).doesNotExist();
    }

    @Test
    void theTokenizerOfPreparedDataIsTakenAndToldWhereTheConfigHasAnother() {
        String bytes = "tokenizer={\"type\": \"byte-bpe\", \"vocabularySize\": %d}";
        succeeds("data", "prepare", config.toString(), "--set", bytes.formatted(280));
        String same = succeeds("train", config.toString(), "--out", folder.resolve("same").toString(), "--set", bytes.formatted(280)).err();
        assertThat(same).contains("vocabulary 280").doesNotContain("is taken");
        String other = succeeds("train", config.toString(), "--out", folder.resolve("other").toString(), "--set", bytes.formatted(300)).err();
        assertThat(other).contains("vocabulary 280", "the tokenizer of " + data + " is taken, made by {\"type\":\"byte-bpe\",\"vocabularySize\":280")
                .contains("not the config's {\"type\":\"byte-bpe\",\"vocabularySize\":300");
        CommandLineRun characters = CommandLineRun.of("train", config.toString(), "--out", folder.resolve("characters").toString());
        assertThat(characters.exit()).isEqualTo(2);
        assertThat(characters.err()).contains("is taken, made by {\"type\":\"byte-bpe\"", "not the config's {\"type\":\"char\"");
    }

    @Test
    void windowsAreShownAsTheLoaderOfTheConfigGivesThem() throws IOException {
        succeeds("data", "prepare", config.toString());
        String shown = succeeds("data", "inspect", config.toString()).out();
        assertThat(shown).contains("train.tokens", "1,098, of 2 bytes each", "1, of 1,098 to 1,098 tokens", "x: \"First Ci\"", "y: \"irst Cit\"",
                "\"Firs\" → \"t\"", "validation.tokens", "most often: \"e\"");

        JsonNode shard = Json.mapper().readTree(succeeds("data", "inspect", data.resolve("train.tokens").toString(), "--context", "4",
                "--windows", "2", "--json").lastLine()).get("shards").get(0);
        assertThat(shard.get("tokens").asLong()).isEqualTo(1098);
        assertThat(shard.get("windows")).hasSize(2);
        assertThat(shard.get("windows").get(0).get("x").get(1)).isEqualTo(shard.get("windows").get(0).get("y").get(0));
        assertThat(shard.get("frequent")).hasSize(10);
        assertThat(succeeds("data", "inspect", data.toString()).out()).contains("train.tokens", "validation.tokens");
    }

    @Test
    void theShardsOfARunAreShownWithTheTokenizerOfItsCheckpoints() {
        Path run = folder.resolve("run");
        succeeds("train", config.toString(), "--out", run.toString(), "--set", "prepared=\"\"");
        assertThat(succeeds("data", "inspect", run.toString()).out()).contains("x: \"First Ci\"");
    }

    @Test
    void withoutATokenizerIdsAreShown() throws IOException {
        succeeds("data", "prepare", config.toString());
        Path alone = Files.copy(data.resolve("train.tokens"), Files.createDirectory(folder.resolve("alone")).resolve("a.tokens"));
        assertThat(succeeds("data", "inspect", alone.toString()).out()).containsPattern("x: \\d+ \\d+ ");
    }

    @Test
    void aFolderThatWasNotPreparedToTheEndIsNoDataFolder() throws IOException {
        for (String missing : List.of("train.tokens", "validation.tokens", "tokenizer.json")) {
            succeeds("data", "prepare", config.toString());
            Files.delete(data.resolve(missing));
            assertThat(fails("data", "inspect", data.toString())).contains(data + " has no " + missing,
                    "stagelm data prepare CONFIG --out " + data);
            assertThat(fails("data", "inspect", config.toString())).contains("stagelm data prepare " + config + " --out");
            assertThat(fails("train", config.toString(), "--out", folder.resolve("run").toString())).contains(data + " has no " + missing);
        }
        Path file = data.resolve("train.tokens");
        assertThat(succeeds("data", "inspect", file.toString()).out()).as("a shard by itself is whole").contains("train.tokens");
    }

    @Test
    void badInputIsOneClearMessage() throws IOException {
        assertThat(fails("data", "inspect", config.toString())).contains("has no token shards", "stagelm data prepare");
        assertThat(fails("data", "inspect", folder.resolve("nowhere").toString())).contains("nowhere does not exist");
        assertThat(fails("data", "inspect", folder.toString())).contains("has no token shards");
        assertThat(fails("data", "inspect", folder.resolve("text.txt").toString())).contains("text.txt is not a token shard");
        assertThat(fails("data", "prepare", config.toString(), "--set", "corpus.path=" + folder.resolve("none.txt"))).contains("none.txt");
        assertThat(data).doesNotExist();
        Path inFile = folder.resolve("text.txt/data");
        assertThat(fails("data", "prepare", config.toString(), "--out", inFile.toString()))
                .contains(inFile.resolve("train.tokens") + " cannot be written: Not a directory");
        assertThat(fails("tokenizer", "train", config.toString(), "--out", inFile.toString()))
                .contains(inFile + " cannot be written: a file stands where a folder is needed");
        assertThat(fails("train", config.toString(), "--out", folder.resolve("run").toString()))
                .contains("the prepared data " + data + " does not exist", "stagelm data prepare CONFIG --out " + data);
        assertThat(folder.resolve("run")).doesNotExist();

        succeeds("data", "prepare", config.toString());
        assertThat(fails("data", "inspect", data.toString(), "--windows", "0")).contains("--windows");
        Path shard = data.resolve("train.tokens");
        byte[] good = Files.readAllBytes(shard);
        byte[] damaged = good.clone();
        damaged[200] ^= 1;
        Files.write(shard, damaged);
        assertThat(fails("data", "inspect", data.toString())).contains("train.tokens", "damaged");
        assertThat(fails("train", config.toString(), "--out", folder.resolve("run").toString())).contains("train.tokens", "damaged");
        Files.write(shard, good);
        String other = Files.writeString(folder.resolve("other.txt"), "abcdefghijklmnop".repeat(20)).toString();
        succeeds("data", "prepare", config.toString(), "--out", folder.resolve("second").toString(), "--set", "corpus.path=" + other);
        Files.copy(folder.resolve("second/tokenizer.json"), data.resolve("tokenizer.json"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(fails("data", "inspect", data.toString())).contains("another tokenizer");
        assertThat(fails("train", config.toString(), "--out", folder.resolve("run").toString())).contains("another tokenizer");
    }
}
