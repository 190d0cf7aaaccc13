package org.stagelm.training.loop;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.training.testing.FaultyActivation;
import org.stagelm.training.testing.FaultyActivation.Fault;
import org.stagelm.training.testing.TinyRun;

class NonFiniteTest {

    @TempDir
    private Path temporary;

    @AfterEach
    void mend() {
        FaultyActivation.set(Fault.NONE);
    }

    private TinyRun run(Fault after4) {
        return new TinyRun(temporary.resolve("run")).with("{\"steps\": 9, \"checkpointEvery\": 3}")
                .withModel("{\"feedForward\": {\"type\": \"mlp\", \"activation\": \"test-faulty\"}}")
                .listening(new TrainingListener() {
                    @Override
                    public void step(StepMetrics metrics) {
                        if (metrics.step() == 4) {
                            FaultyActivation.set(after4);
                        }
                    }
                });
    }

    private Path checkpoint() {
        return temporary.resolve("run").resolve("checkpoints").resolve("step-000003");
    }

    @Test
    void aLossThatIsNoNumberNamesStepLayerAndCheckpoint() {
        TinyRun run = run(Fault.VALUE);
        assertThatThrownBy(run::train).isInstanceOf(UserError.class)
                .hasMessageContaining("step 5").hasMessageContaining("the loss is NaN").hasMessageContaining("layers.0.").hasMessageContaining("down")
                .hasMessageContaining(checkpoint().toString());
        assertThat(run.files().report()).exists();
    }

    @Test
    void aGradientThatIsNoNumberNamesTheParameter() {
        assertThatThrownBy(run(Fault.GRADIENT)::train).isInstanceOf(UserError.class)
                .hasMessageContaining("step 5").hasMessageContaining("norm of the gradients is NaN").hasMessageContaining("gradient of layers.0.")
                .hasMessageContaining(checkpoint().toString());
    }

    @Test
    void theRunGoesOnOnceTheFaultIsMended() {
        assertThatThrownBy(run(Fault.VALUE)::train).isInstanceOf(UserError.class);
        FaultyActivation.set(Fault.NONE);
        assertThat(run(Fault.NONE).resume().result().step()).isEqualTo(9);
    }

    @Test
    void aParameterThatIsNoNumberIsNamedAndNotSaved() {
        // 1e200 overflows float32, which the engine computes in.
        TinyRun run = new TinyRun(temporary.resolve("run"))
                .with("{\"clipNorm\": 0, \"schedule\": \"constant\", \"optimizer\": {\"type\": \"sgd\", \"learningRate\": 1e200}}")
                .with("{\"checkpointEvery\": 1}");
        assertThatThrownBy(run::train).isInstanceOf(UserError.class)
                .hasMessageContaining("step 1").hasMessageContaining("parameter embedding").hasMessageContaining("no checkpoint was written");
        assertThat(run.checkpoints().all()).isEmpty();
    }

    @Test
    void aRunThatDivergesBetweenCheckpointsNamesTheParameter() {
        TinyRun run = new TinyRun(temporary.resolve("run"))
                .with("{\"clipNorm\": 0, \"schedule\": \"constant\", \"optimizer\": {\"type\": \"sgd\", \"learningRate\": 1e200}}");
        assertThatThrownBy(run::train).isInstanceOf(UserError.class)
                .hasMessageContaining("step 2").hasMessageContaining("parameter embedding").hasMessageContaining("no checkpoint to go back to");
    }
}
