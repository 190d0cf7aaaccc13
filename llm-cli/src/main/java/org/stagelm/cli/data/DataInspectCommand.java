package org.stagelm.cli.data;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.stagelm.api.UserError;
import org.stagelm.api.data.BatchLoader;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.cli.output.Output;
import org.stagelm.core.json.Json;
import org.stagelm.experiment.DataFolder;
import org.stagelm.experiment.Experiment;
import org.stagelm.tokenizers.loader.SlidingWindowComponent;
import org.stagelm.tokenizers.shard.DataPreparation;
import org.stagelm.tokenizers.shard.TokenShard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagelm data inspect CONFIG|SHARD|FOLDER}. */
@Command(name = "inspect", mixinStandardHelpOptions = true, description = "Show what is in token shards: counts, documents, windows as x and y.")
final class DataInspectCommand implements Callable<Integer> {

    private static final String CONFIG = ".json";

    @Parameters(paramLabel = "CONFIG|SHARD|FOLDER",
            description = "A config whose data is prepared, a .tokens file, or a folder of those or of a run.")
    private Path source;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of the config; the value may be JSON.")
    private List<String> assignments = List.of();

    @Option(names = "--context", paramLabel = "N", defaultValue = "8",
            description = "Tokens of a window, where no config says; default ${DEFAULT-VALUE}.")
    private int context;

    @Option(names = "--windows", paramLabel = "N", defaultValue = "3", description = "Windows shown of each shard; default ${DEFAULT-VALUE}.")
    private int windows;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        if (context < 1 || windows < 1) {
            throw new UserError("--context and --windows must be at least 1, not " + context + " and " + windows + ".");
        }
        Optional<Experiment> experiment = source.toString().endsWith(CONFIG) ? Optional.of(Experiment.read(source, assignments)) : Optional.empty();
        ArrayNode all = Json.mapper().createArrayNode();
        for (Path file : files(experiment)) {
            TokenShard shard = TokenShard.open(file);
            shard.verify();
            all.add(show(shard, tokenizer(file, shard), experiment));
        }
        if (output.json()) {
            ObjectNode object = Json.mapper().createObjectNode();
            object.set("shards", all);
            output.object(object);
        }
        return 0;
    }

    private ObjectNode show(TokenShard shard, Optional<Tokenizer> tokenizer, Optional<Experiment> experiment) {
        ShardFacts facts = ShardFacts.of(shard);
        facts.lines(tokenizer).forEach(line -> output.line("%s", line));
        ObjectNode object = facts.json();
        ArrayNode array = object.putArray("windows");
        if (shard.length() > 1) {
            try (BatchLoader loader = loader(shard, experiment)) {
                Windows shown = new Windows(loader.next(), tokenizer);
                shown.lines(windows).forEach(line -> output.line("%s", line));
                shown.json(array, windows);
            }
        }
        return object;
    }

    /** The config's own windows of what it trains on; else windows side by side. */
    private BatchLoader loader(TokenShard shard, Optional<Experiment> experiment) {
        return experiment.filter(e -> shard.source().endsWith(DataPreparation.TRAINING_FILE)).map(e -> e.loader(shard))
                .orElseGet(() -> SlidingWindowComponent.everyTokenOnce().over(shard, windows, context, new RandomKey(0)));
    }

    private List<Path> files(Optional<Experiment> experiment) {
        Path place = experiment.map(Experiment::dataFolder).orElse(source);
        if (Files.isRegularFile(place)) {
            return List.of(place);
        }
        Path folder = Stream.of(place, place.resolve("data")).filter(each -> shards(each).anyMatch(Files::exists)).findFirst()
                .orElseThrow(() -> new UserError(experiment.isPresent()
                        ? place + " has no token shards: make them with \"stagelm data prepare " + source + "\"."
                        : place + (Files.exists(place) ? " has no token shards (" + DataPreparation.TRAINING_FILE + ")." : " does not exist.")));
        DataFolder.requireWhole(folder, experiment.isPresent() ? source.toString() : "CONFIG");
        return shards(folder).toList();
    }

    private static Stream<Path> shards(Path folder) {
        return Stream.of(DataPreparation.TRAINING_FILE, DataPreparation.VALIDATION_FILE).map(folder::resolve);
    }

    private Optional<Tokenizer> tokenizer(Path file, TokenShard shard) {
        Optional<Tokenizer> found = DataFolder.tokenizerOf(file);
        if (found.isPresent() && !shard.madeBy(found.get())) {
            throw new UserError(file + " has the ids of another tokenizer than the one beside it. Prepare the data again.");
        }
        return found;
    }
}
