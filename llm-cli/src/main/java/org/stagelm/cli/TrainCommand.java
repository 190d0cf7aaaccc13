package org.stagelm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.Experiment;
import org.stagelm.training.loop.TrainingResult;
import org.stagelm.cli.output.Output;
import org.stagelm.cli.output.TerminalProgress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagelm train CONFIG}. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Train the model of a config into a run folder.")
final class TrainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CONFIG", description = "The experiment's JSON file.")
    private Path config;

    @Option(names = "--out", paramLabel = "RUN_DIR", description = "The run folder; default: runs/NAME, NAME being the config's.")
    private Path out;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of the config, such as model.norm.type=rms-norm; the value may be JSON.")
    private List<String> assignments = List.of();

    @Option(names = "--resume", description = "Go on from the run folder's newest checkpoint.")
    private boolean resume;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Experiment experiment = Experiment.read(config, assignments);
        Path folder = Optional.ofNullable(out).orElseGet(experiment::defaultFolder);
        TrainingResult result = experiment.train(folder, resume, new TerminalProgress());
        if (output.json()) {
            ObjectNode line = Json.mapper().createObjectNode().put("run", result.run().toString()).put("step", result.step())
                    .put("trainLoss", result.trainLoss());
            result.validationLoss().ifPresent(loss -> line.put("validationLoss", loss));
            output.object(line.put("tokensPerSecond", result.tokensPerSecond()).put("seconds", result.seconds()));
        } else {
            output.line("step %d, train loss %.4f%s, %.0f tokens/s, %.0f s", result.step(), result.trainLoss(),
                    result.validationLoss().isPresent() ? String.format(", validation loss %.4f", result.validationLoss().getAsDouble()) : "",
                    result.tokensPerSecond(), result.seconds());
            output.line("run folder: %s (report.html, plots/loss.png, checkpoints/)", result.run());
        }
        return 0;
    }
}
