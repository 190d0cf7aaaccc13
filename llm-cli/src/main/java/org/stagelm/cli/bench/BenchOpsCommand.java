package org.stagelm.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.stagelm.cli.bench.WorkerCommand.Kind;
import org.stagelm.cli.output.Output;
import org.stagelm.nd4j.bench.Nd4jOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagelm bench ops}: single operations through an engine, against its library called bare, and against PyTorch where Python has it. */
@Command(name = "ops", mixinStandardHelpOptions = true, description = "Single operations of an engine, forward and with their way back, against its "
        + "library called bare, and against PyTorch where Python has it.")
final class BenchOpsCommand implements Callable<Integer> {

    /** Long for a single operation, and short enough for many turns within a second. */
    private static final double SECONDS_OF_A_TURN = 0.1;

    /** The libraries under our engines; an engine without one here has PyTorch as its peer only. */
    private static final Map<String, Bare> BARE = Map.of(
            "torch", new Bare("libtorch, bare", Kind.OPERATIONS_LIBTORCH, c -> true),
            "nd4j", new Bare("ND4J, bare", Kind.OPERATIONS_ND4J, c -> Nd4jOperation.exists(c.function(), c.backward())));

    @Option(names = "--case", paramLabel = "NAME", split = ",", description = "Operations to measure: whole names such as attend/32/4/128/64/backward, "
            + "or how they begin, such as attend; default: all.")
    private List<String> cases = List.of();

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "0.5", description = "How long each side is measured for a case, after half as "
            + "long to warm up; default ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--backend", paramLabel = "TYPE", split = ",", defaultValue = "torch,nd4j",
            description = "Our engines; default ${DEFAULT-VALUE}.")
    private List<String> backends;

    @Mixin
    private SideOptions sides;

    @Mixin
    private Output output;

    /** A library under an engine. */
    private record Bare(String name, Kind kind, Predicate<OperationCase> has) {}

    /** One side at its work, and the cases it has. */
    private record Side(WorkerProcess process, Predicate<OperationCase> has) {}

    /** An engine of ours, and whom it is compared with. */
    private record Match(WorkerProcess ours, List<Side> peers) {}

    @Override
    public Integer call() {
        List<OperationCase> chosen = OperationCase.named(cases);
        Optional<PythonPeer> pytorch = sides.pytorch(output);
        List<WorkerProcess> started = new ArrayList<>();
        try {
            List<Match> matches = start(pytorch, started);
            started.forEach(process -> output.line("%s: %s", process.name(), process.about()));
            BenchTable table = new BenchTable(output, "calls/s");
            table.head();
            chosen.forEach(operation -> measure(operation, matches, table));
        } finally {
            started.forEach(WorkerProcess::close);
        }
        return 0;
    }

    private List<Match> start(Optional<PythonPeer> pytorch, List<WorkerProcess> started) {
        String count = Integer.toString(sides.threads());
        List<Side> everyones = new ArrayList<>();
        pytorch.ifPresent(p -> everyones.add(new Side(note(p.start("PyTorch", "ops", "eager", count), started), c -> true)));
        List<Match> matches = new ArrayList<>();
        for (String backend : backends) {
            WorkerProcess ours = note(Workers.start(backend, Kind.OPERATIONS, "--backend", sides.backend(backend)), started);
            List<Side> peers = new ArrayList<>();
            Optional.ofNullable(BARE.get(backend))
                    .ifPresent(bare -> peers.add(new Side(note(Workers.start(bare.name, bare.kind, "--threads", count), started), bare.has)));
            peers.addAll(everyones);
            matches.add(new Match(ours, peers));
        }
        return matches;
    }

    private static WorkerProcess note(WorkerProcess process, List<WorkerProcess> started) {
        started.add(process);
        return process;
    }

    /** All sides that have the operation, in turns; then a row for each pair. */
    private void measure(OperationCase operation, List<Match> matches, BenchTable table) {
        Map<WorkerProcess, Contender> taking = new LinkedHashMap<>();
        for (Match match : matches) {
            taking.computeIfAbsent(match.ours, process -> process.at(operation.name()));
            match.peers.stream().filter(peer -> peer.has.test(operation))
                    .forEach(peer -> taking.computeIfAbsent(peer.process, process -> process.at(operation.name())));
        }
        Turns turns = new Turns(List.copyOf(taking.values()), SECONDS_OF_A_TURN);
        turns.run(seconds);
        for (Match match : matches) {
            match.peers.stream().map(Side::process).filter(taking::containsKey).forEach(peer -> table.row(match.ours.name() + " " + operation.name(),
                    peer.name(), 1 / turns.median(taking.get(match.ours)), 1 / turns.median(taking.get(peer))));
        }
    }
}
