package org.stagelm.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A text that every side of {@code bench tokenizer} encodes.
 *
 * @param vocabulary such as {@code r50k}: a folder of the bench's, with what each side needs to open the tokenizer
 * @param fresh whether each repetition has a tokenizer that has not met a text before
 * @param text a file of the bench's
 */
record EncodingTask(String vocabulary, boolean fresh, String text) {

    /** Between the parts of a name. */
    private static final String SEPARATOR = ":";
    private static final String FRESH = "new";
    private static final String REPEATED = "repeated";

    /** Our tokenizer, as {@code --tokenizer} names it. */
    static final String OURS = "ours.txt";
    static final String RANKS = "ranks.tiktoken";

    /** The inverse of {@link #name()}. */
    static EncodingTask of(String name) {
        String[] parts = name.split(SEPARATOR);
        return new EncodingTask(parts[0], parts[1].equals(FRESH), parts[2]);
    }

    /** As workers are told, without spaces. */
    String name() {
        return String.join(SEPARATOR, vocabulary, kind(), text);
    }

    /** As people are told. */
    String title() {
        return vocabulary + ", " + text + ", " + kind();
    }

    private String kind() {
        return fresh ? FRESH : REPEATED;
    }

    static Path vocabulary(Path folder, String name) {
        return folder.resolve("vocabularies").resolve(name);
    }

    static Path text(Path folder, String name) {
        return folder.resolve("texts").resolve(name + ".txt");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
