package org.stagelm.tokenizers.learning;

import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;

/** Makes a tokenizer of merges, which can be watched being learned. */
public interface TracedFactory extends TokenizerFactory {

    @Override
    default Tokenizer train(Stream<String> documents, Progress progress) {
        return train(documents, progress, MergeTrace.none());
    }

    /** Learns from {@code documents}, which it reads once. */
    Tokenizer train(Stream<String> documents, Progress progress, MergeTrace trace);
}
