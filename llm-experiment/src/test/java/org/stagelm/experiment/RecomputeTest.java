package org.stagelm.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A decoder that computes its blocks again on the way back learns the same weights, bit for bit, with dropout. */
class RecomputeTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"learned", "rope"})
    void recomputingChangesNoWeight(String position) throws IOException {
        Path text = TinyExperiment.text(folder, 300);
        for (String recompute : new String[] {"false", "true"}) {
            TinyExperiment.train(TinyExperiment.of(text, "model.position=" + position, "model.recompute=" + recompute), folder.resolve(recompute));
        }
        Path weights = Path.of("checkpoints/step-000012/training.safetensors");
        assertThat(Files.mismatch(folder.resolve("false").resolve(weights), folder.resolve("true").resolve(weights))).isEqualTo(-1);
        assertThat(Files.readString(folder.resolve("true/config.json"))).containsPattern("\"recompute\"\\s*:\\s*true");
    }
}
