package org.stagelm.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.stagelm.api.UserError;
import org.stagelm.api.component.DimensionSettings;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.cli.output.Output;
import org.stagelm.core.config.ConfigWriter;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.Experiment;
import org.stagelm.experiment.estimate.DecodingMemory;
import org.stagelm.experiment.estimate.ModelCost;
import org.stagelm.experiment.estimate.ProductSpeed;
import org.stagelm.experiment.estimate.TrainingMemory;
import org.stagelm.training.loop.TrainingSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagelm estimate CONFIG}. */
@Command(name = "estimate", mixinStandardHelpOptions = true, description = "Say what a config's model will cost, before anything is allocated:"
        + " parameters, operations, memory, and time.")
final class EstimateCommand implements Callable<Integer> {

    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;

    @Parameters(paramLabel = "CONFIG", description = "The experiment's JSON file.")
    private Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE",
            description = "Sets a key of the config, such as model.norm.type=rms-norm; the value may be JSON.")
    private List<String> assignments = List.of();

    @Option(names = "--vocabulary", paramLabel = "N", description = "Number of token ids, where the config's tokenizer will only learn them.")
    private Integer vocabulary;

    @Option(names = "--speed", paramLabel = "GFLOPS", description = "Speed of matrix products; default: measured here, on the config's engine.")
    private Double speed;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Experiment experiment = Experiment.read(config, assignments);
        TrainingSettings training = experiment.settings().training();
        int ids = vocabulary != null ? vocabulary : experiment.vocabulary().orElseThrow(() -> new UserError("the tokenizer "
                + experiment.settings().tokenizer().type() + " will only learn how many token ids there are: give --vocabulary"));
        ModelCost cost = ModelCost.of(experiment.model(ids));
        int context = ((DimensionSettings) experiment.settings().model().settings().orElseThrow()).dimensions().context();
        boolean recompute = ConfigWriter.tree(experiment.settings().model()).path("recompute").asBoolean();
        long tokens = (long) training.batchSize() * context;
        TrainingMemory memory = TrainingMemory.of(cost, tokens, moments(training), recompute);
        boolean narrow = ConfigWriter.tree(experiment.settings().backend()).path("dtype").asText().equals("bfloat16");
        DecodingMemory decoding = DecodingMemory.of(cost, narrow ? DType.BFLOAT16.bytes() : DType.FLOAT32.bytes());
        double flopsPerSecond = speed != null ? speed * GIGA : measured(experiment);
        double steps = (double) training.steps() * training.gradientAccumulation();
        double seconds = steps * tokens * cost.trainingFlops(context, recompute) / flopsPerSecond;

        output.line("parameters  %,d with %,d token ids", cost.parameters(), ids);
        cost.parts().forEach((part, count) -> output.line("  %-22s %,15d", part, count));
        output.line("operations  %s a token forward, %s to train on it, with %,d tokens in view", flops(cost.forwardFlops(context)),
                flops(cost.trainingFlops(context, recompute)), context);
        output.line("training    %s: weights %s, gradients %s, optimizer %s, activations of %,d tokens %s", size(memory.total()),
                size(memory.weights()), size(memory.gradients()), size(memory.optimizer()), tokens, size(memory.activations()));
        output.line("decoding    %s: weights %s, keys and values of %,d tokens %s", size(decoding.total()), size(decoding.weights()), context,
                size(decoding.cache()));
        output.line("time        %s at the least for %,d steps of %,d tokens, at %.0f GFLOPS %s", time(seconds), training.steps(),
                tokens * training.gradientAccumulation(), flopsPerSecond / GIGA, speed != null ? "as given" : "measured in matrix products alone");
        if (output.json()) {
            output.object(Json.mapper().createObjectNode().put("parameters", cost.parameters()).put("forwardFlops", cost.forwardFlops(context))
                    .put("trainingFlops", cost.trainingFlops(context, recompute)).put("trainingBytes", memory.total())
                    .put("decodingBytes", decoding.total()).put("flopsPerSecond", flopsPerSecond).put("seconds", seconds));
        }
        return 0;
    }

    private static double measured(Experiment experiment) {
        try (Engine engine = experiment.engine()) {
            return ProductSpeed.measure(engine);
        }
    }

    /** Numbers that the optimizer keeps for each weight. */
    private static int moments(TrainingSettings training) {
        return switch (training.optimizer().type()) {
            case "adam", "adamw" -> 2;
            case "sgd" -> ConfigWriter.tree(training.optimizer()).path("momentum").asDouble() > 0 ? 1 : 0;
            default -> 2;
        };
    }

    private static String flops(double count) {
        return count >= GIGA ? String.format(Locale.ROOT, "%.2f GFLOP", count / GIGA) : String.format(Locale.ROOT, "%.2f MFLOP", count / MEGA);
    }

    private static String size(double bytes) {
        return bytes >= GIGA ? String.format(Locale.ROOT, "%.2f GB", bytes / GIGA) : String.format(Locale.ROOT, "%.1f MB", bytes / MEGA);
    }

    private static String time(double seconds) {
        Duration time = Duration.ofMillis(Math.round(1000 * seconds));
        return time.toDays() > 0 ? time.toDays() + " days " + time.toHoursPart() + " h"
                : time.toHours() > 0 ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0 ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
