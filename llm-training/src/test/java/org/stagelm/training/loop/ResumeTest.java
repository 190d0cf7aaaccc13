package org.stagelm.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.training.metrics.JsonLines;
import org.stagelm.training.testing.TinyRun;

/** A broken run that goes on is the unbroken run. Dropout is on, and an epoch has three batches, so the runs cross its end. */
class ResumeTest {

    static final String SETTINGS = "{\"steps\": 11, \"checkpointEvery\": 4, \"evalEvery\": 2, \"sampleEvery\": 5, \"gradientAccumulation\": 2}";

    @TempDir
    private Path temporary;

    /** Ends the run after a step, before its checkpoint. */
    private static TrainingListener crashingAt(long step) {
        return new TrainingListener() {
            @Override
            public void step(StepMetrics metrics) {
                if (metrics.step() == step) {
                    throw new IllegalStateException("power cut");
                }
            }
        };
    }

    private static List<String> losses(TinyRun run) {
        List<String> lines = new ArrayList<>();
        JsonLines.read(run.files().metrics(), line -> lines.add(line.get("step") + " " + line.path("loss") + " " + line.path("validationLoss")));
        return lines;
    }

    private static void assertBitEqual(TinyRun.Outcome a, TinyRun.Outcome b) {
        assertThat(a.parameters()).hasSameSizeAs(b.parameters());
        for (int i = 0; i < a.parameters().size(); i++) {
            assertThat(a.parameters().get(i)).containsExactly(b.parameters().get(i));
        }
    }

    private void resumedEqualsUnbroken(String settings, long... crashes) {
        TinyRun unbroken = new TinyRun(temporary.resolve("unbroken")).with(SETTINGS).with(settings);
        TinyRun.Outcome expected = unbroken.train();
        Path folder = temporary.resolve("broken");
        boolean resumed = false;
        for (long crash : crashes) {
            TinyRun broken = new TinyRun(folder).with(SETTINGS).with(settings).listening(crashingAt(crash));
            assertThatThrownBy(resumed ? broken::resume : broken::train).hasMessage("power cut");
            resumed = true;
        }
        TinyRun last = new TinyRun(folder).with(SETTINGS).with(settings);
        TinyRun.Outcome actual = last.resume();
        assertBitEqual(actual, expected);
        assertThat(losses(last)).isEqualTo(losses(unbroken));
        assertThat(actual.result().trainLoss()).isEqualTo(expected.result().trainLoss());
        assertThat(actual.result().bestValidationLoss()).isEqualTo(expected.result().bestValidationLoss());
    }

    @Test
    void resumedEqualsUnbrokenBitForBitWithAdamW() {
        resumedEqualsUnbroken("{\"keepBest\": false}", 6, 9, 10);
    }

    @Test
    void resumedEqualsUnbrokenBitForBitWithMomentum() {
        resumedEqualsUnbroken("{\"optimizer\": {\"type\": \"sgd\", \"learningRate\": 0.1, \"momentum\": 0.9}}", 7);
    }

    @Test
    void aRunKilledBeforeItsFirstCheckpointBeginsAnew() {
        resumedEqualsUnbroken("{\"keepBest\": false}", 3);
    }

    @Test
    void aRunKilledByTheSystemGoesOn() throws Exception {
        TinyRun.Outcome expected = new TinyRun(temporary.resolve("unbroken")).with(SETTINGS).train();
        TinyRun killed = new TinyRun(temporary.resolve("killed")).with(SETTINGS);
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath,
                SlowRun.class.getName(), killed.files().folder().toString()).redirectErrorStream(true)
                .redirectOutput(temporary.resolve("output").toFile()).start();
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (killed.checkpoints().all().isEmpty() && process.isAlive() && System.nanoTime() < giveUp) {
            Thread.sleep(5);
        }
        process.destroyForcibly().waitFor();
        assertThat(killed.checkpoints().newest()).as(Files.readString(temporary.resolve("output"))).isPresent();
        assertThat(killed.checkpoints().newest().get().step()).isLessThan(11);
        assertBitEqual(killed.resume(), expected);
        assertThat(losses(killed)).doesNotHaveDuplicates();
    }

    /** Trains like the others, with a pause at each step, so that there is time to kill it. */
    public static final class SlowRun {
        public static void main(String[] arguments) {
            new TinyRun(Path.of(arguments[0])).with(SETTINGS).listening(new TrainingListener() {
                @Override
                public void step(StepMetrics metrics) {
                    try {
                        Thread.sleep(100);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }).train();
        }
    }

    @Test
    void whatAKilledRunWroteAfterItsCheckpointIsDropped() throws IOException {
        TinyRun run = new TinyRun(temporary.resolve("run")).with("{\"steps\": 4, \"checkpointEvery\": 2}");
        run.train();
        Files.writeString(run.files().metrics(), "{\"step\":5,\"loss\":1.0}\n{\"step\":6,\"lo", StandardOpenOption.APPEND);
        Path half = Files.createDirectories(run.files().checkpoints().resolve("step-000005.tmp-1-1"));
        Files.writeString(half.resolve("model.safetensors"), "half");
        new TinyRun(temporary.resolve("run")).with("{\"steps\": 6, \"checkpointEvery\": 2}").resume();
        List<Long> steps = new ArrayList<>();
        JsonLines.read(run.files().metrics(), line -> {
            if (line.has("loss")) {
                steps.add(line.get("step").asLong());
            }
        });
        assertThat(steps).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(half).doesNotExist();
    }

    @Test
    void aFinishedRunIsLeftAsItIs() {
        TinyRun run = new TinyRun(temporary.resolve("run"));
        TinyRun.Outcome first = run.train();
        TinyRun.Outcome again = new TinyRun(temporary.resolve("run")).resume();
        assertBitEqual(again, first);
        assertThat(again.result()).isEqualTo(first.result());
    }

    @Test
    void otherTermsAreRefusedByName() {
        new TinyRun(temporary.resolve("run")).train();
        TinyRun other = new TinyRun(temporary.resolve("run")).with("{\"batchSize\": 2, \"optimizer\": {\"type\": \"sgd\"}}");
        assertThatThrownBy(other::resume).isInstanceOf(UserError.class)
                .hasMessageContaining("training.batchSize: 4 before, 2 now").hasMessageContaining("training.optimizer: adamw before, sgd now");
    }

    @Test
    void aStateOfAnotherShapeIsRefusedByName() throws IOException {
        new TinyRun(temporary.resolve("run")).train();
        TinyRun wider = new TinyRun(temporary.resolve("wider")).withModel("{\"width\": 8}");
        wider.train();
        String state = "training.safetensors";
        Path stored = new TinyRun(temporary.resolve("run")).checkpoints().newest().orElseThrow().folder();
        Files.copy(wider.checkpoints().newest().orElseThrow().folder().resolve(state), stored.resolve(state),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(new TinyRun(temporary.resolve("run"))::resume).isInstanceOf(UserError.class)
                .hasMessageContaining(stored.resolve(state).toString()).hasMessageContaining("embedding").hasMessageContaining("the model's is");
    }
}
