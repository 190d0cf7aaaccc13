package org.stagelm.api.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.stagelm.api.Progress;

/** Makes a tokenizer: learns it from text, or reads one that was saved. A tokenizer that is fixed ignores the text. */
public interface TokenizerFactory {

    /** Learns from {@code documents}, which it reads once. */
    Tokenizer train(Stream<String> documents, Progress progress);

    /** Reads what {@link Tokenizer#save} wrote. */
    Tokenizer load(Path folder) throws IOException;
}
