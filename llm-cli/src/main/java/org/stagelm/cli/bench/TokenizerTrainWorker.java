package org.stagelm.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.stagelm.api.Progress;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;

/** Our side of {@code bench tokenizer --train}: learns byte-BPE, and in the end saves what it learned. */
final class TokenizerTrainWorker {

    /** The text in the bench's folder. */
    static final String TEXT = "train";
    /** The folder that the tokenizer is saved in. */
    static final String LEARNED = "learned";

    private TokenizerTrainWorker() {}

    static void run(Worker worker, Path folder, int tokens) {
        Registry registry = Registry.load();
        TokenizerFactory factory = registry.make(new ConfigReader(registry).readChoice(Json.mapper().createObjectNode().put("type", "byte-bpe")
                .put("vocabularySize", tokens), TokenizerFactory.class, "byte-bpe"), registry.context());
        List<String> documents = Arrays.stream(EncodingTask.read(EncodingTask.text(folder, TEXT)).split(Pattern.quote(BenchTexts.END_OF_TEXT)))
                .filter(document -> !document.isEmpty()).toList();
        AtomicReference<Tokenizer> learned = new AtomicReference<>();
        worker.serve("StageLM, byte-bpe", () -> learned.set(factory.train(documents.stream(), Progress.none())));
        try {
            learned.get().save(Files.createDirectories(folder.resolve(LEARNED)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
