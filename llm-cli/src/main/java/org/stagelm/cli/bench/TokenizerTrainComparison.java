package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.stagelm.cli.bench.WorkerCommand.Kind;
import org.stagelm.cli.output.Output;
import org.stagelm.core.json.Json;

/**
 * Learning byte-BPE against Hugging Face's trainer: in processes that have learned before; the first learning of new ones; and new ones from their
 * start to the end of that, the start of the JVM and the imports of Python included.
 */
final class TokenizerTrainComparison {

    private static final int COLD_STARTS = 3;
    private static final String PEER = "Hugging Face";

    /** What the launcher gives {@code stagelm tokenizer train}; a process that learns again and again is better off without. */
    private static final List<String> LAUNCHED = List.of("-XX:TieredStopAtLevel=1");

    private final Output output;
    private final Path folder;
    private final int tokens;
    private final double seconds;

    /**
     * @param folder the bench's
     * @param tokens of the vocabulary
     * @param seconds that each side is measured
     */
    TokenizerTrainComparison(Output output, Path folder, int tokens, double seconds) {
        this.output = output;
        this.folder = folder;
        this.tokens = tokens;
        this.seconds = seconds;
    }

    /** @return whether the merges are the peer's, or there is no peer */
    boolean run(String text, Optional<PythonPeer> peer) throws IOException {
        Files.writeString(EncodingTask.text(folder, TokenizerTrainWorker.TEXT), text);
        double megabytes = text.getBytes(StandardCharsets.UTF_8).length * 1e-6;
        First ours = First.of(() -> start(LAUNCHED));
        if (peer.isEmpty()) {
            output.line("Python has no tokenizers: nothing to compare with; the first learning of %.3g MB in a JVM takes %.2f s",
                    megabytes, ours.learning);
            return true;
        }
        First theirs = First.of(() -> start(peer.get()));
        BenchTable table = new BenchTable(output, "MB/s");
        try (Contender our = start(List.of()); Contender their = start(peer.get())) {
            List.of(our, their).forEach(contender -> output.line("%s: %s", contender.name(), contender.about()));
            Turns turns = new Turns(List.of(our, their));
            turns.run(seconds);
            table.head();
            table.row(tokens + " tokens, warm", PEER, megabytes / turns.median(our), megabytes / turns.median(their));
        }
        table.row(tokens + " tokens, first of a process", PEER, megabytes / ours.learning, megabytes / theirs.learning);
        table.row(tokens + " tokens, whole process", PEER, megabytes / ours.process, megabytes / theirs.process);
        return same();
    }

    private Contender start(List<String> java) {
        return Workers.start("StageLM", java, Kind.TOKENIZER_TRAIN, "--folder", folder.toString(), "--tokens", Integer.toString(tokens));
    }

    private Contender start(PythonPeer peer) {
        return peer.start(PEER, "train", folder.toString(), Integer.toString(tokens));
    }

    /**
     * What a process needs for its first learning, the median of some.
     *
     * @param learning seconds of the learning alone
     * @param process seconds from the process's start to the end of the learning
     */
    private record First(double learning, double process) {

        static First of(Supplier<Contender> start) {
            List<Double> learning = new ArrayList<>();
            List<Double> process = new ArrayList<>();
            for (int i = 0; i < COLD_STARTS; i++) {
                long began = System.nanoTime();
                try (Contender contender = start.get()) {
                    learning.addAll(contender.run(1));
                    process.add((System.nanoTime() - began) * 1e-9);
                }
            }
            return new First(median(learning), median(process));
        }

        private static double median(List<Double> values) {
            return values.stream().sorted().toList().get(values.size() / 2);
        }
    }

    private boolean same() {
        List<String> ours = merges(folder.resolve(TokenizerTrainWorker.LEARNED).resolve("tokenizer.json"));
        List<String> theirs = merges(folder.resolve("peer.json"));
        boolean same = ours.equals(theirs);
        output.line("%d merges, %s", ours.size(), same ? "all identical to the peer's" : "not identical to the peer's " + theirs.size());
        return same;
    }

    /** Each merge as its two tokens with a space between; files have it so, or as a list. */
    private static List<String> merges(Path tokenizerJson) {
        JsonNode merges = Json.read(tokenizerJson).path("model").path("merges");
        return StreamSupport.stream(merges.spliterator(), false)
                .map(merge -> merge.isTextual() ? merge.asText() : merge.path(0).asText() + " " + merge.path(1).asText()).toList();
    }
}
