package org.stagelm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.stagelm.api.UserError;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.core.json.Json;
import org.stagelm.torch.bench.BareGpt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code stagelm bench train}: the whole training step of a run, data, loop and metrics included, against libtorch called bare for the same arithmetic. The
 * two take turns, step by step, so that a machine that slows down slows both.
 */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Training steps against the bare engine doing the same arithmetic.")
final class BenchTrainCommand implements Callable<Integer> {

    @Option(names = "--case", paramLabel = "WIDTH/CONTEXT/BATCH", split = ",", defaultValue = "128/64/12,256/128/32",
            description = "Sizes to measure; default ${DEFAULT-VALUE}.")
    private List<String> cases;

    @Option(names = "--layers", paramLabel = "N", defaultValue = "4", description = "Blocks; default ${DEFAULT-VALUE}.")
    private int layers;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "120", description = "Steps measured, after half as many to warm up; default ${DEFAULT-VALUE}.")
    private int steps;

    @Option(names = "--backend", paramLabel = "TYPE", defaultValue = "torch", description = "Our engine; the peer is always libtorch. Default ${DEFAULT-VALUE}.")
    private String backend;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "0", description = "Threads of both; 0: one for each processor.")
    private int threads;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        output.line("%-28s %14s %14s %8s", "tokens/s, median", backend, "bare libtorch", "ratio");
        for (String sizes : cases) {
            measure(sizes);
        }
        return 0;
    }

    private void measure(String sizes) {
        BenchRun run = BenchRun.of(sizes, layers, steps + steps / 2, backend, threads);
        try (BareGpt bare = new BareGpt(layers, BenchRun.HEADS, run.width(), run.context(), BenchRun.VOCABULARY, run.batch(), threads)) {
            Turns turns = new Turns(bare, run, steps / 2);
            run.train(turns);
            double ours = run.tokens() / BenchRun.median(turns.ours);
            double peer = run.tokens() / BenchRun.median(turns.theirs);
            output.line("%-28s %14.0f %14.0f %8.3f", "width/context/batch " + sizes, ours, peer, ours / peer);
            if (output.json()) {
                ObjectNode row = Json.mapper().createObjectNode().put("name", "train " + sizes).put("ours", ours).put("peer", peer);
                output.object(row.put("ratio", ours / peer).put("unit", "tokens/s"));
            }
        }
    }

    /** After each of our steps, one of the bare engine's, on tokens of its own. */
    private static final class Turns implements TrainingListener {

        private final BareGpt bare;
        private final BenchRun run;
        private final int warmup;
        private final List<Double> ours = new ArrayList<>();
        private final List<Double> theirs = new ArrayList<>();

        Turns(BareGpt bare, BenchRun run, int warmup) {
            this.bare = bare;
            this.run = run;
            this.warmup = warmup;
        }

        @Override
        public void step(StepMetrics metrics) {
            int[] ids = run.randomIds(metrics.step());
            int[] next = run.randomIds(-metrics.step());
            long start = System.nanoTime();
            double loss = bare.step(ids, next);
            double seconds = (System.nanoTime() - start) * 1e-9;
            if (!Double.isFinite(loss)) {
                throw new UserError("the bare engine's loss is " + loss + ": its figures would mean nothing");
            }
            if (metrics.step() > warmup) {
                ours.add(metrics.seconds());
                theirs.add(seconds);
            }
        }
    }
}
