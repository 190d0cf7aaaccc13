package org.stagelm.cli.bench;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stagelm.cli.bench.WorkerCommand.Kind;
import org.stagelm.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagelm bench train}: the whole training step of a run, data, loop and metrics included, against others that do the same arithmetic. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Training steps against libtorch called bare, against the engine torch, against "
        + "the step's matrix products alone, and against PyTorch where Python has it.")
final class BenchTrainCommand implements Callable<Integer> {

    private static final String TORCH = "torch";

    @Option(names = "--case", paramLabel = "WIDTH/CONTEXT/BATCH", split = ",", defaultValue = "128/64/12,256/128/32",
            description = "Sizes to measure, or gpt2-small; default ${DEFAULT-VALUE}.")
    private List<String> cases;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "10", description = "How long each side is measured for a case, after half as "
            + "long to warm up; default ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--backend", paramLabel = "TYPE", split = ",", defaultValue = TORCH, description = "Our engines; default ${DEFAULT-VALUE}.")
    private List<String> backends;

    @Mixin
    private SideOptions sides;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Optional<PythonPeer> pytorch = sides.pytorch(output);
        BenchTable table = new BenchTable(output, "tokens/s");
        for (int i = 0; i < cases.size(); i++) {
            measure(BenchCase.of(cases.get(i)), pytorch, table, i == 0);
        }
        return 0;
    }

    private void measure(BenchCase sizes, Optional<PythonPeer> pytorch, BenchTable table, boolean first) {
        try (Comparison comparison = new Comparison(sizes)) {
            backends.forEach(backend -> comparison.ours(ours(backend, backend, sizes)));
            comparison.peer(comparison.ours(TORCH).orElseGet(() -> ours("engine torch", TORCH, sizes)));
            String[] options = {"--case", sizes.name(), "--threads", Integer.toString(sides.threads())};
            comparison.peer(Workers.start("libtorch, bare", Kind.TRAIN_BARE, options));
            comparison.peer(Workers.start("matrix products alone", Kind.TRAIN_PRODUCTS, options));
            pytorch.ifPresent(p -> comparison.peer(p, "train", sides.threads()));
            comparison.report(table, seconds, sizes.tokens(), first);
        }
    }

    private Contender ours(String name, String backend, BenchCase sizes) {
        return Workers.start(name, Kind.TRAIN, "--case", sizes.name(), "--backend", sides.backend(backend));
    }
}
