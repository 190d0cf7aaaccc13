package org.stagelm.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;

/** A run that was stopped and resumed equals an unbroken one, bit for bit, with dropout, on libtorch. */
class ResumeTest {

    @TempDir
    private Path folder;

    /** Stops the run as a fault in it would, after a step that no checkpoint was written for. */
    private static final class Break extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static TrainingListener breakingAt(long step) {
        return new TrainingListener() {
            @Override
            public void step(StepMetrics metrics) {
                if (metrics.step() == step) {
                    throw new Break();
                }
            }
        };
    }

    /** Of the sliding window 600 words give 44 batches an epoch, so 60 steps pass an epoch's end, and so does the resumed part. */
    @ParameterizedTest
    @ValueSource(strings = {"random-windows", "sliding-window"})
    void aResumedRunEqualsAnUnbrokenOne(String loader) throws IOException {
        Path text = TinyExperiment.text(folder, 600);
        Experiment experiment = TinyExperiment.of(text, "training.steps=60", "training.loader=" + loader, "training.checkpointEvery=25",
                "training.evalEvery=20", "training.gradientAccumulation=2");
        TinyExperiment.train(experiment, folder.resolve("whole"));

        Path broken = folder.resolve("broken");
        assertThatThrownBy(() -> TinyExperiment.train(experiment.listening(breakingAt(41)), broken)).isInstanceOf(Break.class);
        experiment.train(broken, true, Progress.none());

        Path last = Path.of("checkpoints/step-000060");
        for (String file : List.of("model.safetensors", "training.safetensors")) {
            assertThat(Files.mismatch(folder.resolve("whole").resolve(last).resolve(file), broken.resolve(last).resolve(file))).as(file).isEqualTo(-1);
        }
        assertThat(steps(broken)).isEqualTo(steps(folder.resolve("whole"))).doesNotHaveDuplicates();
    }

    private static List<String> steps(Path run) throws IOException {
        return Files.readAllLines(run.resolve("metrics.jsonl")).stream().map(line -> line.replaceAll(",\"(tokensPerSecond|gradientNorm)\".*", "")).toList();
    }

    @Test
    void resumingWithAnotherShapeSaysWhatDiffers() throws IOException {
        Path text = TinyExperiment.text(folder, 300);
        TinyExperiment.train(TinyExperiment.of(text), folder.resolve("run"));
        assertThatThrownBy(() -> TinyExperiment.of(text, "model.width=48", "training.steps=14").train(folder.resolve("run"), true, Progress.none()))
                .isInstanceOf(UserError.class).hasMessageContaining("[32]").hasMessageContaining("[48]").hasMessageContaining("step-000012");
        assertThatThrownBy(() -> TinyExperiment.of(text, "seed=8", "training.steps=14").train(folder.resolve("run"), true, Progress.none()))
                .isInstanceOf(UserError.class).hasMessageContaining("seed: 7 before, 8 now");
    }

    @Test
    void aFolderWithARunIsNotOverwritten() throws IOException {
        Path text = TinyExperiment.text(folder, 300);
        TinyExperiment.train(TinyExperiment.of(text), folder.resolve("run"));
        assertThatThrownBy(() -> TinyExperiment.train(TinyExperiment.of(text), folder.resolve("run"))).isInstanceOf(UserError.class)
                .hasMessageContaining("--resume").hasMessageContaining("--out");
        assertThatThrownBy(() -> TinyExperiment.of(text).train(folder.resolve("none"), true, Progress.none())).isInstanceOf(UserError.class)
                .hasMessageContaining("no run to resume");
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
