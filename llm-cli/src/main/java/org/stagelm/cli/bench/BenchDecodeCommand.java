package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.stagelm.api.UserError;
import org.stagelm.cli.bench.WorkerCommand.Kind;
import org.stagelm.cli.output.Output;
import org.stagelm.core.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code stagelm bench decode}: the tokens of one text, greedily chosen, each read alone behind the cache of those before it. A text ends where its
 * context is full; the prompt is not measured. No token can come sooner than the weights are read, hence the first peer.
 */
@Command(name = "decode", mixinStandardHelpOptions = true, description = "Tokens written with the cache, one text at a time, against the time that reading "
        + "the weights once takes, against libtorch called bare, and against PyTorch where Python has it.")
final class BenchDecodeCommand implements Callable<Integer> {

    @Option(names = "--case", paramLabel = "WIDTH/CONTEXT/1", split = ",", defaultValue = "gpt2-small",
            description = "Sizes to measure, one text at a time, or gpt2-small; default ${DEFAULT-VALUE}.")
    private List<String> cases;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "10", description = "How long each side is measured for a case, after half as long to warm "
            + "up; default ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--backend", paramLabel = "TYPE", split = ",", defaultValue = "torch,nd4j",
            description = "Our engines; default ${DEFAULT-VALUE}.")
    private List<String> backends;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "0", description = "Threads of every side; 0: one for each processor.")
    private int threads;

    @Option(names = "--python", paramLabel = "FILE", defaultValue = "python3", description = "The Python that may have PyTorch; default ${DEFAULT-VALUE}.")
    private String python;

    @Mixin
    private Output output;

    @Override
    public Integer call() {
        List<BenchCase> all = cases.stream().map(BenchDecodeCommand::ofOneText).toList();
        Optional<PythonPeer> pytorch = PythonPeer.find(python);
        if (pytorch.isEmpty()) {
            output.line("%s has no PyTorch: it is not compared with", python);
        }
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
        int count = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        Map<String, Contender> ours = new LinkedHashMap<>();
        List<Contender> peers = new ArrayList<>();
        try {
            for (String backend : backends) {
                ObjectNode config = Json.mapper().createObjectNode().put("type", backend).put("threads", count);
                ours.put(backend, Workers.start(backend, Kind.DECODE, "--case", sizes.name(), "--backend", config.toString()));
            }
            String[] options = {"--case", sizes.name(), "--threads", Integer.toString(count)};
            peers.add(Workers.start("weights read once", Kind.DECODE_WEIGHTS, options));
            peers.add(Workers.start("libtorch, bare", Kind.DECODE_BARE, options));
            pytorch.ifPresent(p -> List.of("eager", "compile")
                    .forEach(mode -> peers.add(p.start("PyTorch, " + mode, sizes.arguments("decode", mode, count)))));
            report(sizes, ours, peers, table, first);
        } finally {
            peers.forEach(Contender::close);
            ours.values().forEach(Contender::close);
        }
    }

    private void report(BenchCase sizes, Map<String, Contender> ours, List<Contender> peers, BenchTable table, boolean first) {
        List<Contender> all = new ArrayList<>(ours.values());
        all.addAll(peers);
        if (first) {
            all.forEach(contender -> output.line("%s: %s", contender.name(), contender.about()));
            table.head();
        }
        Turns turns = new Turns(all);
        turns.run(seconds);
        ours.forEach((backend, contender) -> peers.forEach(peer -> table.row(backend + " " + sizes.name(), peer.name(), 1 / turns.median(contender),
                1 / turns.median(peer))));
    }
}
