package org.stagelm.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.component.Choice;
import org.stagelm.api.data.BatchLoaderFactory;
import org.stagelm.api.data.Corpus;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.cli.bench.WorkerCommand.Kind;
import org.stagelm.cli.output.Output;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.core.registry.Registry;
import org.stagelm.tokenizers.shard.DataPreparation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagelm bench loader}: tokens a second that loaders of batches give from a shard on one core, against copying as many from arrays. */
@Command(name = "loader", mixinStandardHelpOptions = true, description = "Batches from a token shard on one core, by each type of loader, against as"
        + " many tokens copied from array to array.")
final class BenchLoaderCommand implements Callable<Integer> {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final int DOCUMENT = 700;
    private static final double SECONDS_OF_A_TURN = 0.2;

    @Option(names = "--loader", paramLabel = "TYPE", split = ",", description = "The types of loader; default: all.")
    private List<String> types = List.of();

    @Option(names = "--tokens", paramLabel = "N", defaultValue = "50000000", description = "Of the shard, about; default ${DEFAULT-VALUE}.")
    private long tokens;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "3", description = "How long each side is measured, after half as long to warm up;"
            + " default ${DEFAULT-VALUE}.")
    private double seconds;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        Registry registry = Registry.load();
        List<String> chosen = types.isEmpty() ? registry.types(registry.slotOf(BatchLoaderFactory.class)) : types;
        chosen.forEach(type -> new ConfigReader(registry).complete(Choice.<BatchLoaderFactory>of(type), BatchLoaderFactory.class));
        Path folder = Files.createTempDirectory("stagelm-bench");
        try {
            Path shard = write(registry, folder);
            measure(chosen, shard);
        } finally {
            AtomicFiles.deleteTree(folder);
        }
        return 0;
    }

    private void measure(List<String> chosen, Path shard) {
        try (WorkerProcess ours = Workers.start("StageLM", Kind.LOADER, "--folder", shard.toString());
                WorkerProcess copy = Workers.start("copied from arrays", Kind.LOADER_COPY, "--folder", shard.toString())) {
            List.of(ours, copy).forEach(process -> output.line("%s: %s", process.name(), process.about()));
            BenchTable table = new BenchTable(output, "tokens/s");
            table.head();
            double repetition = (double) LoaderWorkers.BATCHES * LoaderWorkers.ROWS * LoaderWorkers.CONTEXT;
            for (String type : chosen) {
                Contender our = ours.at(type);
                Turns turns = new Turns(List.of(our, copy), SECONDS_OF_A_TURN);
                turns.run(seconds);
                table.row(type, copy.name(), repetition / turns.median(our), repetition / turns.median(copy));
            }
        }
    }

    /** A shard of random letters, in documents of one length. */
    private Path write(Registry registry, Path folder) {
        TokenizerFactory factory = registry.make(new ConfigReader(registry).complete(Choice.<TokenizerFactory>of("char"), TokenizerFactory.class),
                registry.context());
        Tokenizer tokenizer = factory.train(Stream.of(LETTERS, "\n"), Progress.none());
        DataPreparation.prepare(new Letters(tokens / DOCUMENT), tokenizer, folder, Progress.none());
        return folder.resolve(DataPreparation.TRAINING_FILE);
    }

    /** Documents of random letters, the same each time. */
    private record Letters(long count) implements Corpus {

        @Override
        public Stream<String> documents() {
            return LongStream.range(0, count).mapToObj(number -> {
                StringBuilder text = new StringBuilder(DOCUMENT);
                new SplittableRandom(number).ints(DOCUMENT, 0, LETTERS.length()).forEach(letter -> text.append(LETTERS.charAt(letter)));
                return text.toString();
            });
        }

        @Override
        public double validationFraction() {
            return 0;
        }

        @Override
        public String source() {
            return "random letters";
        }
    }
}
