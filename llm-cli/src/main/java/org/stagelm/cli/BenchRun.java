package org.stagelm.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.Experiment;

/** A training run for measuring: a GPT without biases on random letters, in a folder that is deleted afterwards. */
record BenchRun(int width, int context, int batch, int layers, int steps, String backend, int threads) {

    static final int HEADS = 4;
    /** Distinct letters of the text, as many as tinyshakespeare's. */
    static final int VOCABULARY = 65;

    private static final Pattern SIZES = Pattern.compile("(\\d{1,6})/(\\d{1,6})/(\\d{1,6})");

    /** @param sizes WIDTH/CONTEXT/BATCH */
    static BenchRun of(String sizes, int layers, int steps, String backend, int threads) {
        Matcher m = SIZES.matcher(sizes);
        if (!m.matches()) {
            throw new UserError("--case " + sizes + ": write it as WIDTH/CONTEXT/BATCH, such as 256/128/32");
        }
        return new BenchRun(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)), layers, steps, backend, threads);
    }

    int tokens() {
        return batch * context;
    }

    int[] randomIds(long seed) {
        return new SplittableRandom(seed).ints(tokens(), 0, VOCABULARY).toArray();
    }

    void train(TrainingListener listener) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("stagelm-bench");
            Path text = Files.writeString(folder.resolve("letters.txt"), text());
            Experiment.read(Json.mapper().readTree(config(text)), List.of(), "bench").listening(listener)
                    .train(folder.resolve("run"), false, Progress.none());
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

    private String text() {
        StringBuilder text = new StringBuilder();
        new SplittableRandom(1).ints(20L * Math.max(tokens(), 10_000), 0, VOCABULARY).forEach(i -> text.append((char) ('0' + i)));
        return text.toString();
    }

    private String config(Path text) throws IOException {
        return """
                {"name": "bench", "backend": {"type": "%s"%s},
                 "corpus": {"type": "text", "path": %s, "validationFraction": 0.0}, "tokenizer": "char",
                 "model": {"type": "decoder", "layers": %d, "width": %d, "context": %d, "dropout": 0.0, "tieEmbeddings": true, "position": "learned",
                   "norm": {"type": "layer-norm", "bias": false}, "attention": {"type": "multi-head", "heads": %d, "bias": false},
                   "feedForward": {"type": "mlp", "hidden": %d, "activation": "gelu", "bias": false}},
                 "training": {"steps": %d, "batchSize": %d, "clipNorm": 1.0, "checkpointEvery": 0,
                   "optimizer": {"type": "adamw", "learningRate": 1e-3, "betas": [0.9, 0.99], "weightDecay": 0.1}, "schedule": "constant"}}
                """.formatted(backend, threads > 0 ? ", \"threads\": " + threads : "", Json.mapper().writeValueAsString(text.toString()), layers, width,
                context, HEADS, 4 * width, steps, batch);
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
