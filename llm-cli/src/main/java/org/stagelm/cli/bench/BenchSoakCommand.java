package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.Pointer;
import org.stagelm.api.UserError;
import org.stagelm.api.training.StepMetrics;
import org.stagelm.api.training.TrainingListener;
import org.stagelm.cli.output.Output;
import org.stagelm.core.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagelm bench soak}: many small training steps; resident memory must stay flat. */
@Command(name = "soak", mixinStandardHelpOptions = true, description = "Many small training steps; fails where resident memory grows.")
final class BenchSoakCommand implements Callable<Integer> {

    private static final double ALLOWED_GROWTH = 1.05;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "10000", description = "Steps; a fifth of them warms up. Default ${DEFAULT-VALUE}.")
    private int steps;

    @Option(names = "--case", paramLabel = "WIDTH/CONTEXT/BATCH", defaultValue = "32/16/4", description = "Sizes; default ${DEFAULT-VALUE}.")
    private String sizes;

    @Option(names = "--backend", paramLabel = "TYPE", defaultValue = "torch", description = "The engine; default ${DEFAULT-VALUE}.")
    private String backend;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Memory memory = new Memory();
        new BenchRun(BenchCase.of(sizes), Json.mapper().createObjectNode().put("type", backend), steps).train(memory);
        double growth = (double) memory.last / memory.warm;
        output.line("resident memory: %d MB after warm-up, %d MB at the end: %.3f times", memory.warm >> 20, memory.last >> 20, growth);
        if (output.json()) {
            ObjectNode row = Json.mapper().createObjectNode().put("name", "soak " + backend).put("ours", memory.last).put("peer", memory.warm);
            output.object(row.put("ratio", growth).put("unit", "bytes"));
        }
        if (growth > ALLOWED_GROWTH) {
            throw new UserError(String.format("resident memory grew to %.3f times what it was after warm-up; at most %.2f is allowed", growth, ALLOWED_GROWTH));
        }
        return 0;
    }

    private final class Memory implements TrainingListener {

        private long warm = 1;
        private long last;

        @Override
        public void step(StepMetrics metrics) {
            long every = Math.max(1, steps / 10);
            if (metrics.step() % every == 0) {
                long resident = Pointer.physicalBytes();
                output.line("step %6d: %5d MB", metrics.step(), resident >> 20);
                if (metrics.step() <= Math.max(every, steps / 5)) {
                    warm = resident;
                } else {
                    last = resident;
                }
            }
        }
    }
}
