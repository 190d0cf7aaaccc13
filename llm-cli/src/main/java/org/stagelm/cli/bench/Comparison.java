package org.stagelm.cli.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Our engines at one case, and whom each is compared with. It owns their processes. */
final class Comparison implements AutoCloseable {

    private final BenchCase of;
    private final List<Contender> ours = new ArrayList<>();
    private final List<Contender> peers = new ArrayList<>();

    Comparison(BenchCase of) {
        this.of = of;
    }

    void ours(Contender contender) {
        ours.add(contender);
    }

    /** The engine of ours of this name. */
    Optional<Contender> ours(String name) {
        return ours.stream().filter(contender -> contender.name().equals(name)).findFirst();
    }

    /** One of ours may be a peer of the others. */
    void peer(Contender contender) {
        peers.add(contender);
    }

    /** PyTorch in both of its modes. */
    void peer(PythonPeer pytorch, String task, int threads) {
        for (String mode : List.of("eager", "compile")) {
            peer(pytorch.start("PyTorch, " + mode, of.arguments(task, mode, threads)));
        }
    }

    /**
     * Measures all of them in turns, and prints a row for each of ours with each of its peers.
     *
     * @param seconds for each side
     * @param tokens of one repetition
     * @param first whether the table begins here, with what everybody is
     */
    void report(BenchTable table, double seconds, int tokens, boolean first) {
        List<Contender> all = List.copyOf(all());
        if (first) {
            all.forEach(contender -> table.output().line("%s: %s", contender.name(), contender.about()));
            table.head();
        }
        Turns turns = new Turns(all);
        turns.run(seconds);
        for (Contender our : ours) {
            peers.stream().filter(peer -> peer != our).forEach(peer -> table.row(our.name() + " " + of.name(), peer.name(),
                    tokens / turns.median(our), tokens / turns.median(peer)));
        }
    }

    private Set<Contender> all() {
        Set<Contender> all = new LinkedHashSet<>(ours);
        all.addAll(peers);
        return all;
    }

    @Override
    public void close() {
        all().forEach(Contender::close);
    }
}
