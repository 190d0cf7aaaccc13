package org.stagelm.cli.bench;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.stagelm.api.UserError;
import org.stagelm.cli.bench.WorkerCommand.Kind;
import org.stagelm.cli.output.Output;
import org.stagelm.core.file.AtomicFiles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code stagelm bench tokenizer}: encoding on one thread, or with {@code --train} learning. A new text is one that the tokenizer has not met: each
 * repetition has a fresh tokenizer, whose making is not measured.
 */
@Command(name = "tokenizer", mixinStandardHelpOptions = true, description = "Encoding texts on one thread against JTokkit, Hugging Face's Java binding"
        + " and, where Python has it, tiktoken; with --train, learning byte-BPE against Hugging Face's trainer.")
final class BenchTokenizerCommand implements Callable<Integer> {

    private static final String SCRIPT = "tokenizer_peer.py";
    private static final double SECONDS_OF_A_TURN = 0.5;

    @Option(names = "--vocabulary", paramLabel = "NAME", split = ",", defaultValue = "r50k,cl100k,o200k", description = "r50k, cl100k, o200k, or the"
            + " path of a tokenizer, which is measured against Hugging Face's binding; default ${DEFAULT-VALUE}.")
    private List<String> vocabularies;

    @Option(names = "--text", paramLabel = "FILE", description = "Texts, of which the first megabyte is taken; default: TinyStories and tinyshakespeare"
            + " in ../shared/data, else WordNet's definitions. With --train the first one whole, documents apart by <|endoftext|>.")
    private List<Path> files = List.of();

    @Option(names = "--written-only", description = "Without the megabytes of one letter, spaces, emoji and Base64.")
    private boolean writtenOnly;

    @Option(names = "--train", description = "Learning byte-BPE instead of encoding.")
    private boolean train;

    @Option(names = "--tokens", paramLabel = "N", defaultValue = "10000", description = "With --train: the vocabulary's size; default"
            + " ${DEFAULT-VALUE}.")
    private int tokens;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "2", description = "How long each side is measured for a case, after half as long to"
            + " warm up; default ${DEFAULT-VALUE}.")
    private double seconds;

    @Option(names = "--python", paramLabel = "FILE", defaultValue = "python3", description = "The Python that may have tiktoken and tokenizers;"
            + " default ${DEFAULT-VALUE}.")
    private String python;

    @Mixin
    private Output output;

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("stagelm-bench");
        try {
            Files.createDirectories(EncodingTask.text(folder, "text").getParent());
            boolean same = train ? new TokenizerTrainComparison(output, folder, tokens, seconds)
                    .run(BenchTexts.forTraining(files), PythonPeer.find(python, "tokenizers", SCRIPT)) : encode(folder);
            return same ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        } finally {
            AtomicFiles.deleteTree(folder);
        }
    }

    /** @return whether the ids are JTokkit's */
    private boolean encode(Path folder) throws IOException {
        Map<String, String> written = BenchTexts.written(files);
        Map<String, String> all = new LinkedHashMap<>(written);
        if (!writtenOnly) {
            all.putAll(BenchTexts.adversarial());
        }
        for (Map.Entry<String, String> text : all.entrySet()) {
            Files.writeString(EncodingTask.text(folder, text.getKey()), text.getValue());
        }
        List<BenchVocabulary> opened = new ArrayList<>();
        for (String name : vocabularies) {
            opened.add(BenchVocabulary.prepare(name, opened.size() + 1, folder));
        }
        boolean same = opened.stream().filter(BenchVocabulary::tiktoken).allMatch(vocabulary -> same(vocabulary, all));
        measure(opened, written, all, folder);
        return same;
    }

    private void measure(List<BenchVocabulary> opened, Map<String, String> written, Map<String, String> all, Path folder) {
        List<WorkerProcess> started = new ArrayList<>();
        try {
            String[] options = {"--folder", folder.toString()};
            WorkerProcess ours = note(Workers.start("StageLM", Kind.TOKENIZER, options), started);
            WorkerProcess jtokkit = note(Workers.start("JTokkit", Kind.TOKENIZER_JTOKKIT, options), started);
            Path libraries = Path.of(System.getProperty("stagelm.home", "."), "llm-cli", "target", "peers");
            Optional<WorkerProcess> huggingFace = optional(() -> note(
                    Workers.startWith(libraries, "Hugging Face", Kind.TOKENIZER_HUGGING_FACE, options), started));
            Optional<PythonPeer> found = PythonPeer.find(python, "tiktoken", SCRIPT);
            Optional<WorkerProcess> tiktoken = found.map(p -> note(p.start("tiktoken", "encode", folder.toString()), started));
            if (found.isEmpty()) {
                output.line("%s has no tiktoken: it is not compared with", python);
            }
            started.forEach(process -> output.line("%s: %s", process.name(), process.about()));
            BenchTable table = new BenchTable(output, "MB/s");
            table.head();
            for (BenchVocabulary vocabulary : opened) {
                for (String text : all.keySet()) {
                    boolean person = written.containsKey(text);
                    List<WorkerProcess> peers = new ArrayList<>(vocabulary.tiktoken() ? List.of(jtokkit) : List.of());
                    if (person) { // tiktoken is quadratic in the others, and there would be no end
                        huggingFace.ifPresent(peers::add);
                        tiktoken.filter(t -> vocabulary.tiktoken()).ifPresent(peers::add);
                    }
                    for (boolean fresh : person ? new boolean[] {true, false} : new boolean[] {true}) {
                        row(new EncodingTask(vocabulary.name(), fresh, text), ours, peers, all.get(text), table);
                    }
                }
            }
        } finally {
            started.forEach(WorkerProcess::close);
        }
    }

    private void row(EncodingTask task, WorkerProcess ours, List<WorkerProcess> peers, String text, BenchTable table) {
        if (peers.isEmpty()) {
            return;
        }
        Contender our = ours.at(task.name());
        List<Contender> theirs = peers.stream().map(process -> process.at(task.name())).toList();
        List<Contender> taking = new ArrayList<>(List.of(our));
        taking.addAll(theirs);
        Turns turns = new Turns(taking, SECONDS_OF_A_TURN);
        turns.run(seconds);
        double megabytes = text.getBytes(StandardCharsets.UTF_8).length * 1e-6;
        theirs.forEach(peer -> table.row(task.title(), peer.name(), megabytes / turns.median(our), megabytes / turns.median(peer)));
    }

    private boolean same(BenchVocabulary vocabulary, Map<String, String> texts) {
        Encoding jtokkit = Encodings.newLazyEncodingRegistry().getEncoding(vocabulary.name() + "_base").orElseThrow();
        boolean same = true;
        for (Map.Entry<String, String> text : texts.entrySet()) {
            int mismatch = Arrays.mismatch(vocabulary.tokenizer().encode(text.getValue()), jtokkit.encodeOrdinary(text.getValue()).toArray());
            if (mismatch >= 0) {
                output.line("%s, %s: the ids differ from JTokkit's at token %d", vocabulary.name(), text.getKey(), mismatch);
                same = false;
            }
        }
        if (same) {
            output.line("%s: the ids of %d texts are JTokkit's", vocabulary.name(), texts.size());
        }
        return same;
    }

    /** A peer that need not be there; where it is not, says so. */
    private Optional<WorkerProcess> optional(Supplier<WorkerProcess> start) {
        try {
            return Optional.of(start.get());
        } catch (UserError e) {
            output.line("%s; it is not compared with", e.getMessage());
            return Optional.empty();
        }
    }

    private static WorkerProcess note(WorkerProcess process, List<WorkerProcess> started) {
        started.add(process);
        return process;
    }
}
