package org.stagelm.cli.data;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stagelm.cli.output.Output;
import org.stagelm.cli.output.TerminalProgress;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.DataFolder;
import org.stagelm.experiment.Experiment;
import org.stagelm.tokenizers.shard.TokenShard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagelm data prepare CONFIG}. */
@Command(name = "prepare", mixinStandardHelpOptions = true, description = "Tokenise the corpus of a config into a folder that runs can share.")
final class DataPrepareCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CONFIG", description = "The experiment's JSON file.")
    private Path config;

    @Option(names = "--out", paramLabel = "DIR", description = "Where the shards go; default: the config's \"prepared\", or data/NAME.")
    private Path out;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of the config; the value may be JSON.")
    private List<String> assignments = List.of();

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Experiment experiment = Experiment.read(config, assignments);
        DataFolder made = experiment.prepare(Optional.ofNullable(out).orElseGet(experiment::dataFolder), new TerminalProgress());
        TokenShard training = made.data().training();
        Optional<TokenShard> validation = made.data().validation();
        long tokens = training.length() + validation.map(TokenShard::length).orElse(0L);
        boolean reused = made.data().reused();
        if (output.json()) {
            ObjectNode line = Json.mapper().createObjectNode().put("folder", made.folder().toString())
                    .put("vocabularySize", made.tokenizer().vocabularySize()).put("trainTokens", training.length())
                    .put("trainDocuments", training.documents()).put("validationTokens", tokens - training.length())
                    .put("validationDocuments", validation.map(TokenShard::documents).orElse(0L)).put("reused", reused)
                    .put("seconds", made.seconds());
            output.object(line.put("tokensPerSecond", tokens / made.seconds()));
        } else {
            output.line("training:   %,d tokens, %,d documents", training.length(), training.documents());
            validation.ifPresent(shard -> output.line("validation: %,d tokens, %,d documents", shard.length(), shard.documents()));
            output.line("vocabulary: %,d", made.tokenizer().vocabularySize());
            output.line(reused ? "the shards of this text were there already" : "%.1f s, %,.0f tokens/s", made.seconds(), tokens / made.seconds());
            output.line("folder: %s (train with --set prepared=%s)", made.folder(), made.folder());
        }
        return 0;
    }
}
