package org.stagelm.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.stagelm.api.Progress;
import org.stagelm.core.json.Json;
import org.stagelm.training.loop.TrainingResult;

/** Experiments small enough for a test: made-up sentences, a decoder of two blocks, libtorch on one thread. */
final class TinyExperiment {

    private static final String[] WORDS = {"the", "cat", "sees", "a", "bird", "and", "dog", "runs", "home", "at", "night", "while", "rain", "falls"};

    private TinyExperiment() {}

    static Path text(Path folder, int words) throws IOException {
        StringBuilder text = new StringBuilder();
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < words; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(i % 9 == 8 ? ".\n" : " ");
        }
        return Files.writeString(folder.resolve("text.txt"), text);
    }

    static Experiment of(Path text, String... assignments) throws IOException {
        String config = """
                {"name": "tiny", "seed": 7, "backend": {"type": "torch", "threads": 1},
                 "corpus": {"type": "text", "path": %s}, "tokenizer": "char",
                 "model": {"type": "decoder", "layers": 2, "width": 32, "context": 16, "dropout": 0.1,
                   "position": "learned", "norm": "layer-norm", "attention": {"type": "multi-head", "heads": 4},
                   "feedForward": {"type": "mlp", "hidden": 64, "activation": "gelu"}},
                 "training": {"steps": 12, "batchSize": 4, "optimizer": {"type": "adamw", "learningRate": 3e-3}, "schedule": {"type": "cosine", "warmupSteps": 2},
                   "evalEvery": 6, "evalBatches": 2, "checkpointEvery": 6}}
                """.formatted(Json.mapper().writeValueAsString(text.toString()));
        return Experiment.read(Json.mapper().readTree(config), List.of(assignments), "tiny.json");
    }

    static TrainingResult train(Experiment experiment, Path folder) {
        return experiment.train(folder, false, Progress.none());
    }
}
