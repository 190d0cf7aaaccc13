package org.stagelm.api.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/** Text to token ids and back. Immutable, and safe for use by several threads. */
public interface Tokenizer {

    /** The number of ids; ids are 0 … vocabularySize − 1. */
    int vocabularySize();

    /**
     * The ids of {@code text}. A special token's spelling in the text is plain text.
     *
     * @throws org.stagelm.api.UserError where the text has characters that cannot be encoded, naming them
     */
    int[] encode(String text);

    /** The text of the ids. Bytes that are not valid UTF-8 become U+FFFD; special tokens are left out. */
    String decode(int... ids);

    /** The text of ids that come one by one; never gives half a character. */
    TextStream stream();

    /** How a token is shown to a person, such as {@code Ġthe}. */
    String token(int id);

    /** The id that separates documents and ends a text. */
    OptionalInt endOfText();

    /** A hash of all that decides which ids a text gets; token shards carry it. */
    String fingerprint();

    /** Writes {@code tokenizer.json} and what else is needed to {@link TokenizerFactory#load load} it into {@code folder}. */
    void save(Path folder) throws IOException;

    /** Decodes ids that come one by one. Not safe for several threads. */
    interface TextStream {

        /** The text that {@code id} completes; may be empty. */
        String next(int id);

        /** What is left, an unfinished character as U+FFFD. */
        String end();
    }
}
