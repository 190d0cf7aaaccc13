package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stagelm.cli.bench.WorkerCommand.Kind;
import org.stagelm.cli.output.Output;
import org.stagelm.core.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagelm bench train}: the whole training step of a run, data, loop and metrics included, against others that do the same arithmetic. */
@Command(name = "train", mixinStandardHelpOptions = true, description = "Training steps against libtorch called bare, against the engine torch, against the "
        + "step's matrix products alone, and against PyTorch where Python has it.")
final class BenchTrainCommand implements Callable<Integer> {

    private static final String TORCH = "torch";

    @Option(names = "--case", paramLabel = "WIDTH/CONTEXT/BATCH", split = ",", defaultValue = "128/64/12,256/128/32",
            description = "Sizes to measure, or gpt2-small; default ${DEFAULT-VALUE}.")
    private List<String> cases;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "10", description = "How long each side is measured for a case, after half as long to warm "
            + "up; default ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--backend", paramLabel = "TYPE", split = ",", defaultValue = TORCH, description = "Our engines; default ${DEFAULT-VALUE}.")
    private List<String> backends;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "0", description = "Threads of every side; 0: one for each processor.")
    private int threads;

    @Option(names = "--python", paramLabel = "FILE", defaultValue = "python3", description = "The Python that may have PyTorch; default ${DEFAULT-VALUE}.")
    private String python;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        Optional<PythonPeer> pytorch = PythonPeer.find(python);
        if (pytorch.isEmpty()) {
            output.line("%s has no PyTorch: it is not compared with", python);
        }
        BenchTable table = new BenchTable(output, "tokens/s");
        for (int i = 0; i < cases.size(); i++) {
            measure(BenchCase.of(cases.get(i)), pytorch, table, i == 0);
        }
        return 0;
    }

    private void measure(BenchCase sizes, Optional<PythonPeer> pytorch, BenchTable table, boolean first) {
        Map<String, Contender> ours = new LinkedHashMap<>();
        List<Contender> peers = new ArrayList<>();
        try {
            for (String backend : backends) {
                ours.put(backend, Workers.start(backend, Kind.TRAIN, "--case", sizes.name(), "--backend", config(backend)));
            }
            String[] options = {"--case", sizes.name(), "--threads", Integer.toString(count())};
            peers.add(ours.containsKey(TORCH) ? ours.get(TORCH) : Workers.start("engine torch", Kind.TRAIN, "--case", sizes.name(), "--backend", config(TORCH)));
            peers.add(Workers.start("libtorch, bare", Kind.TRAIN_BARE, options));
            peers.add(Workers.start("matrix products alone", Kind.TRAIN_PRODUCTS, options));
            pytorch.ifPresent(p -> List.of("eager", "compile").forEach(mode -> peers.add(p.start("PyTorch, " + mode, sizes.arguments("train", mode, count())))));
            report(sizes, ours, peers, table, first);
        } finally {
            peers.forEach(Contender::close);
            ours.values().forEach(Contender::close);
        }
    }

    private void report(BenchCase sizes, Map<String, Contender> ours, List<Contender> peers, BenchTable table, boolean first) {
        List<Contender> all = new ArrayList<>(ours.values());
        peers.stream().filter(peer -> !all.contains(peer)).forEach(all::add);
        if (first) {
            all.forEach(contender -> output.line("%s: %s", contender.name(), contender.about()));
            table.head();
        }
        Turns turns = new Turns(all);
        turns.run(seconds);
        ours.forEach((backend, contender) -> peers.stream().filter(peer -> peer != contender).forEach(peer -> table.row(
                backend + " " + sizes.name(), peer.name(), sizes.tokens() / turns.median(contender), sizes.tokens() / turns.median(peer))));
    }

    private int count() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }

    private String config(String backend) {
        ObjectNode config = Json.mapper().createObjectNode().put("type", backend);
        return config.put("threads", count()).toString();
    }
}
