package org.stagelm.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.generation.GeneratedText;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.torch.FloatType;
import org.stagelm.torch.TorchSettings;

/** Training with activations of bfloat16 and weights of float32, on libtorch. */
class Bfloat16Test {

    private static final String BFLOAT16 = "backend.dtype=bfloat16";

    @TempDir
    private Path folder;

    /**
     * 300 steps bring the loss from about 3 to 1.155 nats, either way. The runs differ by the roundings of activations only, which are as random as
     * the choice of batches and smaller: they were measured to end 0.00005 apart. The tolerance, a four-hundredth of what is learned, leaves room
     * for other processors.
     */
    @Test
    void itLearnsAsFloat32Does() throws IOException {
        Path text = TinyExperiment.text(folder, 600);
        double[] losses = new double[2];
        for (int i = 0; i < losses.length; i++) {
            Experiment experiment = TinyExperiment.of(text, "training.steps=300", "training.evalEvery=300",
                    "backend.dtype=" + List.of("float32", "bfloat16").get(i));
            losses[i] = TinyExperiment.train(experiment, folder.resolve("run" + i)).validationLoss().orElseThrow();
        }
        assertThat(losses[1]).isCloseTo(losses[0], within(0.005)).isNotEqualTo(losses[0]);
    }

    @Test
    void aResumedRunEqualsAnUnbrokenOne() throws IOException {
        Experiment experiment = TinyExperiment.of(TinyExperiment.text(folder, 300), BFLOAT16, "training.steps=30", "training.checkpointEvery=10");
        TinyExperiment.train(experiment, folder.resolve("whole"));
        TrainingListener breaking = new TrainingListener() {
            @Override
            public void step(StepMetrics metrics) {
                if (metrics.step() == 15) {
                    throw new UserError("broken");
                }
            }
        };
        Path broken = folder.resolve("broken");
        assertThatThrownBy(() -> TinyExperiment.train(experiment.listening(breaking), broken)).isInstanceOf(UserError.class).hasMessage("broken");
        experiment.train(broken, true, Progress.none());
        for (String file : List.of("model.safetensors", "training.safetensors")) {
            Path last = Path.of("checkpoints/step-000030", file);
            assertThat(Files.mismatch(folder.resolve("whole").resolve(last), broken.resolve(last))).as(file).isEqualTo(-1);
        }
    }

    /** After training the best logit leads by more than bfloat16 rounds, so greedy texts are equal. */
    @Test
    void itsCheckpointGeneratesInEitherType() throws IOException {
        Path run = folder.resolve("run");
        TinyExperiment.train(TinyExperiment.of(TinyExperiment.text(folder, 600), BFLOAT16, "training.steps=150", "model.position=rope"), run);
        GeneratedText[] texts = new GeneratedText[2];
        for (FloatType type : FloatType.values()) {
            Choice<Engine> torch = Choice.of("torch", new TorchSettings(1, type, "cpu"));
            try (EngineModel model = EngineModel.open(run, torch)) {
                DType held = type == FloatType.BFLOAT16 ? DType.BFLOAT16 : DType.FLOAT32;
                assertThat(model.model().trainable()).allMatch(parameter -> parameter.stored().type() == held);
                texts[type.ordinal()] = model.generate("the cat", GenerationOptions.greedy(12), GenerationListener.none());
            }
        }
        assertThat(texts[1].ids()).hasSameSizeAs(texts[0].ids()).isEqualTo(texts[0].ids());
    }
}
