package org.stagelm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's mistake gives one clear message and exit code 2, and leaves nothing half-written behind. */
class BadInputTest {

    @TempDir
    private Path folder;
    private Path text;

    @BeforeEach
    void writeText() throws IOException {
        text = Files.writeString(folder.resolve("text.txt"), "to be, or not to be: that is the question.\n".repeat(60));
    }

    private String config(String model) throws IOException {
        Path file = folder.resolve("c.json");
        Files.writeString(file, "{\"backend\": \"torch\", \"corpus\": {\"type\": \"text\", \"path\": \"" + text.toString().replace("\\", "/") + "\"}, "
                + "\"tokenizer\": \"char\", \"model\": " + model + ", \"training\": {\"steps\": 2, \"batchSize\": 2}}");
        return file.toString();
    }

    private static final String SMALL = "{\"type\": \"decoder\", \"layers\": 1, \"width\": 16, \"context\": 8, \"attention\": {\"type\": \"multi-head\", \"heads\": 2}}";

    private String fails(String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("\tat ");
        return run.message();
    }

    private String trainFails(String config, String... more) {
        List<String> arguments = new ArrayList<>(List.of("train", config, "--out", folder.resolve("run").toString()));
        arguments.addAll(Arrays.asList(more));
        String message = fails(arguments.toArray(String[]::new));
        assertThat(folder.resolve("run")).doesNotExist();
        return message;
    }

    private Path trained() throws IOException {
        Path run = folder.resolve("good");
        assertThat(CommandLineRun.of("train", config(SMALL), "--out", run.toString()).exit()).isZero();
        return run;
    }

    @Test
    void aConfigThatIsMissingOrMalformed() throws IOException {
        assertThat(trainFails(folder.resolve("none.json").toString())).contains("none.json does not exist");
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"name\": \"x\",\n\"model\": {]}");
        assertThat(trainFails(broken.toString())).contains("broken.json, line 2, column");
    }

    @Test
    void aCorpusThatIsMissingEmptyOrTooShort() throws IOException {
        assertThat(trainFails(config(SMALL), "--set", "corpus.path=" + folder.resolve("nowhere.txt"))).contains("nowhere.txt");
        Path empty = Files.writeString(folder.resolve("empty.txt"), "");
        assertThat(trainFails(config(SMALL), "--set", "corpus.path=" + empty)).contains("empty.txt");
        Path shortText = Files.writeString(folder.resolve("short.txt"), "abcdefg");
        assertThat(trainFails(config(SMALL), "--set", "corpus.path=" + shortText, "--set", "corpus.validationFraction=0")).contains("7").contains("8");
    }

    @Test
    void aKeyThatAnotherTypeHasNamesThatType() throws Exception {
        assertThat(trainFails(config(SMALL), "--set", "backend={\"type\": \"auto\", \"dtype\": \"bfloat16\"}"))
                .contains("backend.dtype: unknown key").containsPattern("name a type that has it as backend.type: .*torch");
    }

    @Test
    void unknownTypesAndKeysAreAllReportedAtOnce() throws IOException {
        String message = trainFails(config("{\"type\": \"decoder\", \"norm\": \"rms-nrom\", \"widht\": 4, \"position\": {\"type\": \"rope\", \"thetta\": 1}}"));
        assertThat(message).contains("3 faults", "model.norm", "did you mean \"rms-norm\"?", "model.widht", "did you mean \"width\"?",
                "model.position.thetta", "did you mean \"theta\"?");
    }

    @Test
    void headsThatDoNotDivideTheWidthAndAnOddHeadSizeWithRope() throws IOException {
        assertThat(trainFails(config(SMALL), "--set", "model.attention.heads=3")).contains("model.attention.heads", "3", "16");
        assertThat(trainFails(config(SMALL), "--set", "model.width=6", "--set", "model.position.type=rope")).contains("model.position", "even", "3");
        assertThat(trainFails(config(SMALL), "--set", "model.attention.type=grouped-query", "--set", "model.attention.heads=4", "--set",
                "model.attention.keyValueHeads=3")).contains("model.attention.keyValueHeads", "3", "4");
    }

    @Test
    void aRunFolderThatHasARunAlready() throws IOException {
        Path run = trained();
        assertThat(fails("train", config(SMALL), "--out", run.toString())).contains("--resume");
    }

    @Test
    void aModelThatIsNoneOrBroken() throws IOException {
        assertThat(fails("generate", folder.resolve("nothing").toString(), "--prompt", "a")).contains("does not exist");
        assertThat(fails("generate", folder.toString(), "--prompt", "a")).contains("neither a model folder");
        Path weights = trained().resolve("checkpoints/step-000002/model.safetensors");
        Path run = folder.resolve("good");
        byte[] good = Files.readAllBytes(weights);

        Files.write(weights, Arrays.copyOf(good, good.length - 100));
        assertThat(fails("generate", run.toString(), "--prompt", "to")).contains("model.safetensors");
        byte[] lying = good.clone();
        ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE / 2);
        Files.write(weights, lying);
        assertThat(fails("generate", run.toString(), "--prompt", "to")).contains("model.safetensors");
        byte[] renamed = new String(good, StandardCharsets.ISO_8859_1).replaceFirst("down_proj", "dawn_proj").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(weights, renamed);
        assertThat(fails("generate", run.toString(), "--prompt", "to")).contains("down_proj").contains("dawn_proj");
    }

    @Test
    void aCheckpointOfAnotherShape() throws IOException {
        Path run = trained();
        String message = fails("train", config(SMALL), "--out", run.toString(), "--resume", "--set", "training.steps=4", "--set", "model.feedForward.hidden=24");
        assertThat(message).contains("24").contains("step-000002");
    }

    @Test
    void aPromptTheCharTokenizerLacks() throws IOException {
        assertThat(fails("generate", trained().toString(), "--prompt", "to be €")).contains("€").contains("U+20AC");
    }

    @Test
    void settingsOfSamplersThatMakeNoSense() throws IOException {
        String run = trained().toString();
        assertThat(fails("generate", run, "--prompt", "to", "--top-p", "1.5")).contains("topP");
        assertThat(fails("generate", run, "--prompt", "to", "--temperature", "-1")).contains("temperature");
        assertThat(fails("generate", run, "--prompt-ids", "1,99999")).contains("99999");
        assertThat(fails("generate", run, "--prompt", "to", "--backend", "troch")).contains("did you mean \"torch\"?");
    }

    @Test
    void anUnknownCommandOrOption() {
        assertThat(CommandLineRun.of("trian").exit()).isEqualTo(2);
        assertThat(CommandLineRun.of("train", "x.json", "--frobnicate").exit()).isEqualTo(2);
        assertThat(fails("components", "nrom")).contains("there is no slot \"nrom\"");
    }
}
