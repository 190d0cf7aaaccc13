package org.stagelm.cli.tokenizer;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.cli.output.Cancellation;
import org.stagelm.cli.output.Output;
import org.stagelm.cli.output.TerminalProgress;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;
import org.stagelm.experiment.Experiment;
import org.stagelm.experiment.ExperimentSettings;
import org.stagelm.experiment.SavedTokenizer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagelm tokenizer train}: a tokenizer learned from a corpus, into a folder. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Train a tokenizer into a folder: tokenizer.json, and what it was made by.")
final class TrainTokenizerCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "CONFIG", description = "An experiment's JSON file, for its tokenizer and corpus.")
    private Path config;

    @Option(names = TokenizerArgument.OPTION, paramLabel = "TYPE|JSON", description = "The tokenizer, such as byte-bpe or"
            + " {\"type\": \"byte-bpe\", \"vocabularySize\": 1000}; default: the config's.")
    private String tokenizer;

    @Option(names = CorpusArgument.OPTION, paramLabel = "PATH|JSON", description = "The text: a file, a folder, a pattern, or a corpus as in a"
            + " config; default: the config's.")
    private String corpus;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of the config, such as tokenizer.vocabularySize=1000.")
    private List<String> assignments = List.of();

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "The tokenizer's folder; must not exist, or be empty.")
    private Path out;

    @Option(names = "--trace", description = "Print the initial vocabulary, the words, the table of pairs, and each merge with its count.")
    private boolean trace;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        SavedTokenizer.requireUnused(out);
        TokenizerTraining training = training();
        TokenizerTraining.Result result = Cancellation.of("the training of the tokenizer", () -> {
            TerminalProgress progress = new TerminalProgress();
            TokenizerTraining.Result learned = trace ? training.run(progress, new PrintedTrace(output)) : training.run(progress);
            SavedTokenizer.write(learned.tokenizer(), training.component(), out);
            return learned;
        });
        if (output.json()) {
            output.object(Json.mapper().createObjectNode().put("tokenizer", out.toString())
                    .put("vocabularySize", result.tokenizer().vocabularySize()).put("seconds", result.seconds())
                    .put("charactersPerToken", result.charactersPerToken()));
        } else {
            output.line("%s: %d tokens, learned in %.2f s, %.2f characters per token", out, result.tokenizer().vocabularySize(), result.seconds(),
                    result.charactersPerToken());
        }
        return 0;
    }

    private TokenizerTraining training() {
        Registry registry = Registry.load();
        if (config != null) {
            if (tokenizer != null || corpus != null) {
                throw new UserError("a config names tokenizer and corpus: change them with --set, or leave the config out");
            }
            ExperimentSettings settings = Experiment.read(config, assignments).settings();
            return new TokenizerTraining(registry, settings.tokenizer(), settings.corpus());
        }
        if (!assignments.isEmpty()) {
            throw new UserError("--set changes a config, but none is given: write the tokenizer's settings in JSON");
        }
        if (tokenizer == null || corpus == null) {
            throw new UserError("say what to train on what: --tokenizer TYPE --corpus PATH, or an experiment's config");
        }
        Choice<TokenizerFactory> component = ComponentArgument.read(registry, tokenizer, TokenizerFactory.class, TokenizerArgument.OPTION);
        return new TokenizerTraining(registry, component, CorpusArgument.read(registry, corpus));
    }
}
