package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.stagelm.api.UserError;
import org.stagelm.cli.output.Output;
import org.stagelm.core.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code stagelm bench soak}: many small training steps and many tokens; resident memory must stay flat. Each engine works in a process whose Java
 * heap is all there from the start, so that what grows is native memory.
 *
 * <p>A check that fails is no mistake of the user's: the exit code is 1, that of a fault of the program's.
 */
@Command(name = "soak", mixinStandardHelpOptions = true, description = "Many small training steps, then many tokens; exits with 1 where resident "
        + "memory grows by more than 5 %% after warm-up.")
final class BenchSoakCommand implements Callable<Integer> {

    private static final List<String> FIXED_HEAP = List.of("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");
    private static final int PROGRESS_LINES = 10;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "20000", description = "Training steps, at least 100; default ${DEFAULT-VALUE}.")
    private int steps;

    @Option(names = "--tokens", paramLabel = "N", defaultValue = "20000", description = "Tokens of the text, at least 100; default ${DEFAULT-VALUE}.")
    private int tokens;

    @Option(names = "--case", paramLabel = "WIDTH/CONTEXT/BATCH", defaultValue = "32/16/4", description = "Sizes; default ${DEFAULT-VALUE}.")
    private String sizes;

    @Option(names = "--backend", paramLabel = "TYPE", split = ",", defaultValue = "torch,nd4j",
            description = "The engines; default ${DEFAULT-VALUE}.")
    private List<String> backends;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "Threads of the engine; 0: one for each processor; default "
            + "${DEFAULT-VALUE}, since small steps gain nothing by more.")
    private int threads;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        if (Math.min(steps, tokens) < SoakWorker.READINGS) {
            throw new UserError("--steps and --tokens must be at least " + SoakWorker.READINGS + ": that many times memory is read");
        }
        boolean flat = true;
        for (String backend : backends) {
            flat &= soak(backend);
        }
        return flat ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private boolean soak(String backend) {
        ObjectNode config = Json.mapper().createObjectNode().put("type", backend).put("threads", threads);
        try (WorkerProcess process = Workers.start(backend, FIXED_HEAP, WorkerCommand.Kind.SOAK, "--case", BenchCase.of(sizes).name(), "--backend",
                config.toString(), "--steps", Integer.toString(steps), "--tokens", Integer.toString(tokens))) {
            output.line("%s: %s", backend, process.about());
            boolean training = isFlat(process, steps, "steps");
            boolean writing = isFlat(process, tokens, "tokens");
            return training && writing;
        }
    }

    private boolean isFlat(WorkerProcess process, int all, String what) {
        List<Double> readings = new ArrayList<>();
        for (int line = 1; line <= PROGRESS_LINES; line++) {
            readings.addAll(process.run(SoakWorker.READINGS / PROGRESS_LINES));
            double newest = readings.get(readings.size() - 1);
            output.line("%s, %6d %s: %7.1f MB", process.name(), (long) all * line / PROGRESS_LINES, what, megabytes(newest));
        }
        MemoryGrowth growth = MemoryGrowth.of(readings);
        output.line("%s, %d %s: resident memory %s: %.1f MB after warm-up, %.1f MB at the end, %.3f times", process.name(), all, what,
                growth.isLeak() ? "grew, which it must not" : "stayed flat", megabytes(growth.warm()), megabytes(growth.last()), growth.ratio());
        if (output.json()) {
            ObjectNode row = Json.mapper().createObjectNode().put("name", "soak " + process.name() + " | " + all + " " + what);
            output.object(row.put("ours", growth.last()).put("peer", growth.warm()).put("ratio", growth.ratio()).put("unit", "bytes"));
        }
        return !growth.isLeak();
    }

    private static double megabytes(double bytes) {
        return bytes / (1 << 20);
    }
}
