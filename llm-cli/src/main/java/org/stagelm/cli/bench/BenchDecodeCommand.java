package org.stagelm.cli.bench;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stagelm.api.UserError;
import org.stagelm.cli.bench.WorkerCommand.Kind;
import org.stagelm.cli.output.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code stagelm bench decode}: the tokens of one text, greedily chosen, each read alone behind the cache of those before it. A text ends where its
 * context is full; the prompt is not measured. No token can come sooner than the weights are read, hence the first peer.
 */
@Command(name = "decode", mixinStandardHelpOptions = true, description = "Tokens written with the cache, one text at a time, against the time "
        + "that reading the weights once takes, against libtorch called bare, and against PyTorch where Python has it.")
final class BenchDecodeCommand implements Callable<Integer> {

    @Option(names = "--case", paramLabel = "WIDTH/CONTEXT/1", split = ",", defaultValue = "gpt2-small",
            description = "Sizes to measure, one text at a time, or gpt2-small; default ${DEFAULT-VALUE}.")
    private List<String> cases;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "10", description = "How long each side is measured for a case, after half as "
            + "long to warm up; default ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--backend", paramLabel = "TYPE", split = ",", defaultValue = "torch,nd4j",
            description = "Our engines; default ${DEFAULT-VALUE}.")
    private List<String> backends;

    @Mixin
    private SideOptions sides;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        List<BenchCase> all = cases.stream().map(BenchDecodeCommand::ofOneText).toList();
        Optional<PythonPeer> pytorch = sides.pytorch(output);
        BenchTable table = new BenchTable(output, "tokens/s");
        for (BenchCase each : all) {
            measure(each, pytorch, table, each == all.get(0));
        }
        return 0;
    }

    static BenchCase ofOneText(String sizes) {
        BenchCase of = BenchCase.of(sizes);
        if (of.batch() != 1 || of.context() < 2) {
            throw new UserError("--case " + sizes + ": one text of at least two tokens is decoded: write it as WIDTH/CONTEXT/1, such as 256/128/1");
        }
        return of;
    }

    private void measure(BenchCase sizes, Optional<PythonPeer> pytorch, BenchTable table, boolean first) {
        try (Comparison comparison = new Comparison(sizes)) {
            for (String backend : backends) {
                comparison.ours(Workers.start(backend, Kind.DECODE, "--case", sizes.name(), "--backend", sides.backend(backend)));
            }
            String[] options = {"--case", sizes.name(), "--threads", Integer.toString(sides.threads())};
            comparison.peer(Workers.start("weights read once", Kind.DECODE_WEIGHTS, options));
            comparison.peer(Workers.start("libtorch, bare", Kind.DECODE_BARE, options));
            pytorch.ifPresent(p -> comparison.peer(p, "decode", sides.threads()));
            comparison.report(table, seconds, 1, first);
        }
    }
}
