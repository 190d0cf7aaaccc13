package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.Experiment;

/**
 * A training run for measuring, on random letters, in a folder that is deleted afterwards.
 *
 * @param backend of the config, such as {@code "torch"} or an object with settings
 */
record BenchRun(BenchCase sizes, JsonNode backend, long steps) {

    /** The first of the code points that stand for the ids; none of those from here on belongs to a surrogate pair. */
    private static final int FIRST_LETTER = 0x21;

    /** @param engine opened by the config's backend; the run closes it */
    void train(Engine engine, TrainingListener listener) {
        train(engine, listener, run -> {});
    }

    /** @param then is given the run's folder, before it is deleted */
    void train(Engine engine, TrainingListener listener, Consumer<Path> then) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("stagelm-bench");
            Path text = Files.writeString(folder.resolve("letters.txt"), text());
            Experiment.read(Json.mapper().readTree(config(text)), List.of(), "bench").on(engine).listening(listener)
                    .train(folder.resolve("run"), false, Progress.none());
            then.accept(folder.resolve("run"));
        } catch (IOException e) {
            throw new UserError("the bench needs a temporary folder: " + e.getMessage(), e);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try {
            if (folder != null) {
                AtomicFiles.deleteTree(folder);
            }
        } catch (IOException e) {
            System.err.println("the temporary folder " + folder + " could not be deleted: " + e.getMessage());
        }
    }

    /** Each letter once, so that the vocabulary is whole, then letters at random. */
    private String text() {
        StringBuilder text = new StringBuilder();
        for (int id = 0; id < sizes.vocabulary(); id++) {
            text.appendCodePoint(FIRST_LETTER + id);
        }
        new SplittableRandom(1).ints(20L * Math.max(sizes.tokens(), 10_000), 0, sizes.vocabulary())
                .forEach(i -> text.appendCodePoint(FIRST_LETTER + i));
        return text.toString();
    }

    private String config(Path text) throws IOException {
        return """
                {"name": "bench", "backend": %s,
                 "corpus": {"type": "text", "path": %s, "validationFraction": 0.0}, "tokenizer": "char",
                 "model": %s,
                 "training": {"steps": %d, "batchSize": %d, "clipNorm": 1.0, "checkpointEvery": 0,
                   "optimizer": {"type": "adamw", "learningRate": 1e-3, "betas": [0.9, 0.99], "weightDecay": 0.1}, "schedule": "constant"}}
                """.formatted(backend, Json.compact(text.toString()), sizes.model(), steps, sizes.batch());
    }
}
