package org.stagelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.core.json.Json;

/** The two commands of the quick start, on a text of the test's own. */
class TrainAndGenerateTest {

    @TempDir
    private Path folder;

    @Test
    void aConfigTrainsAndTheModelWrites() throws IOException {
        Path text = Files.writeString(folder.resolve("text.txt"), "to be, or not to be: that is the question.\n".repeat(60));
        Path run = folder.resolve("run");
        CommandLineRun trained = CommandLineRun.of("train", "../examples/shakespeare-char.json", "--set", "corpus.path=" + text, "--set", "training.steps=6",
                "--set", "training.evalEvery=3", "--set", "model.layers=2", "--set", "model.width=32", "--out", run.toString(), "--json");
        assertThat(trained.exit()).as(trained.err()).isZero();
        JsonNode result = Json.mapper().readTree(trained.lastLine());
        assertThat(result.fieldNames()).toIterable().containsExactly("run", "step", "trainLoss", "validationLoss", "tokensPerSecond", "seconds");
        assertThat(result.get("step").asLong()).isEqualTo(6);
        assertThat(run.resolve("plots/loss.png")).isNotEmptyFile();

        CommandLineRun written = CommandLineRun.of("generate", run.toString(), "--prompt", "to be", "--max-tokens", "20", "--temperature", "0.8", "--top-k",
                "5", "--top-p", "0.9", "--seed", "3", "--json");
        assertThat(written.exit()).as(written.err()).isZero();
        JsonNode line = Json.mapper().readTree(written.lastLine());
        assertThat(line.get("text").asText()).startsWith("to be").hasSize(25);
        assertThat(line.get("newTokens").asInt()).isEqualTo(20);
        int[] ids = StreamSupport.stream(line.get("ids").spliterator(), false).mapToInt(JsonNode::asInt).toArray();
        assertThat(ids).hasSize(25);

        CommandLineRun again = CommandLineRun.of("generate", run.toString(), "--prompt", "to be", "--max-tokens", "20", "--temperature", "0.8", "--top-k",
                "5", "--top-p", "0.9", "--seed", "3");
        assertThat(again.out().strip()).isEqualTo(line.get("text").asText().strip());

        Path prompts = Files.writeString(folder.resolve("prompts.txt"), "to be\n\n\"that\\nis\"\nq\n");
        CommandLineRun batch = CommandLineRun.of("generate", run.toString(), "--prompts", prompts.toString(), "--max-tokens", "9", "--greedy", "--json");
        assertThat(batch.exit()).as(batch.err()).isZero();
        JsonNode all = Json.mapper().readTree(batch.lastLine());
        assertThat(all.get("newTokens").asInt()).isEqualTo(27);
        assertThat(all.get("texts")).extracting(one -> one.get("text").asText().length()).containsExactly(14, 16, 10);
        assertThat(all.get("texts").get(1).get("text").asText()).startsWith("that\nis");
        assertThat(all.get("texts").get(0).get("newTokens").asInt()).isEqualTo(9);

        Files.writeString(prompts, "\"to be,\" he said\n");
        CommandLineRun broken = CommandLineRun.of("generate", run.toString(), "--prompts", prompts.toString());
        assertThat(broken.exit()).isEqualTo(2);
        assertThat(broken.err()).contains("prompts.txt, line 1");
    }

    @Test
    void componentsListsSlotsTypesAndKeys() {
        CommandLineRun all = CommandLineRun.of("components");
        assertThat(all.exit()).isZero();
        assertThat(all.out()).contains("norm\n  layer-norm\n", "rms-norm", "grouped-query", "keyValueHeads", "wordnet", "byte-bpe", "torch", "auto");
        assertThat(CommandLineRun.of("components", "norm").out()).contains("rms-norm").doesNotContain("swiglu");
    }
}
