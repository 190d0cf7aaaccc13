package org.stagelm.cli.bench;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.cli.tokenizer.TokenizerArgument;

/** The sides of {@code bench tokenizer} that are JVMs: each encodes what its parent names, {@link EncodingTask#name()}. */
final class EncodingWorkers {

    private EncodingWorkers() {}

    /** Encodes a text and says how many tokens it has. */
    @FunctionalInterface
    interface Encoder extends AutoCloseable {

        int encode(String text);

        @Override
        default void close() {}
    }

    static void ours(Worker worker, Path folder) {
        serve(worker, "StageLM", folder, vocabulary -> {
            Tokenizer tokenizer = TokenizerArgument.open(EncodingTask.read(vocabulary.resolve(EncodingTask.OURS)));
            return text -> tokenizer.encode(text).length;
        });
    }

    /** It remembers no texts, so that a new one would not be slower. */
    static void jtokkit(Worker worker, Path folder) {
        EncodingRegistry registry = Encodings.newLazyEncodingRegistry();
        serve(worker, "JTokkit", folder, vocabulary -> {
            Encoding encoding = registry.getEncoding(vocabulary.getFileName() + "_base").orElseThrow();
            return text -> encoding.encodeOrdinary(text).size();
        });
    }

    /** @param open makes a side's tokenizer from a vocabulary's folder, one that has met no text yet */
    static void serve(Worker worker, String about, Path folder, Function<Path, Encoder> open) {
        worker.serve(about + ", one thread", name -> {
            EncodingTask task = EncodingTask.of(name);
            String text = EncodingTask.read(EncodingTask.text(folder, task.text()));
            Path vocabulary = EncodingTask.vocabulary(folder, task.vocabulary());
            AtomicReference<Encoder> encoder = new AtomicReference<>(open.apply(vocabulary));
            Runnable renew = () -> encoder.getAndSet(open.apply(vocabulary)).close();
            return new Work(task.fresh() ? renew : () -> {}, () -> encode(encoder.get(), text), () -> encoder.get().close());
        });
    }

    private static void encode(Encoder encoder, String text) {
        if (encoder.encode(text) == 0) {
            throw new IllegalStateException("the text has no tokens: the figures would mean nothing");
        }
    }
}
