package org.stagelm.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverfitTest {

    /** One window of 16 letters, all different, so that nothing but memory is asked of the model. */
    @Test
    void oneBatchIsLearnedByHeart(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("t.txt"), "abcdefghijklmnopq");
        Experiment experiment = TinyExperiment.of(text, "corpus.validationFraction=0", "model.dropout=0", "training.steps=200", "training.batchSize=1",
                "training.optimizer.learningRate=1e-2", "training.schedule.type=constant");
        assertThat(TinyExperiment.train(experiment, folder.resolve("run")).trainLoss()).isLessThan(0.01);
    }
}
