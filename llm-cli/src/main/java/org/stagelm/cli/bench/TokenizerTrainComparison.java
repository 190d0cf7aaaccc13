package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.stagelm.cli.bench.WorkerCommand.Kind;
import org.stagelm.cli.output.Output;
import org.stagelm.core.json.Json;

/**
 * Learning byte-BPE against Hugging Face's trainer. Warm: a JVM that has learned before. Cold: a new JVM from its start to the end of the first
 * learning, against the peer's learning alone.
 */
final class TokenizerTrainComparison {

    private static final int COLD_STARTS = 3;
    private static final String PEER = "Hugging Face";

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
        double cold = cold();
        BenchTable table = new BenchTable(output, "MB/s");
        if (peer.isEmpty()) {
            output.line("Python has no tokenizers: nothing to compare with; from a cold JVM %.3g MB are learned in %.2f s", megabytes, cold);
            return true;
        }
        try (Contender theirs = peer.get().start(PEER, "train", folder.toString(), Integer.toString(tokens))) {
            try (Contender ours = start()) {
                List.of(ours, theirs).forEach(contender -> output.line("%s: %s", contender.name(), contender.about()));
                Turns turns = new Turns(List.of(ours, theirs));
                turns.run(seconds);
                table.head();
                table.row(tokens + " tokens, warm", PEER, megabytes / turns.median(ours), megabytes / turns.median(theirs));
                table.row(tokens + " tokens, cold JVM", PEER, megabytes / cold, megabytes / turns.median(theirs));
            }
        }
        return same();
    }

    private WorkerProcess start() {
        return Workers.start("StageLM", Kind.TOKENIZER_TRAIN, "--folder", folder.toString(), "--tokens", Integer.toString(tokens));
    }

    /** Seconds from the start of a JVM to the end of its first learning: the median of some. */
    private double cold() {
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < COLD_STARTS; i++) {
            long start = System.nanoTime();
            try (Contender ours = start()) {
                ours.run(1);
                all.add((System.nanoTime() - start) * 1e-9);
            }
        }
        return all.stream().sorted().toList().get(COLD_STARTS / 2);
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
