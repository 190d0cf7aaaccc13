package org.stagelm.api.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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

    /**
     * The ids of {@code text}, in which the spellings of some special tokens stand for these tokens. For texts that a program wrote, such as a chat
     * template's; never for what a user typed.
     *
     * @param allowed spellings out of {@link #specialTokens()}
     * @throws org.stagelm.api.UserError where {@code allowed} names a token that is not there
     */
    default int[] encode(String text, Set<String> allowed) {
        return SpecialSpellings.encode(this, text, allowed);
    }

    /** The ids of a prompt: of {@code text}, with the special tokens that this tokenizer puts around a text, such as one that begins it. */
    default int[] encodePrompt(String text) {
        return encode(text);
    }

    /** The ids of each text, on all cores. */
    default List<int[]> encodeAll(List<String> texts) {
        return texts.parallelStream().map(this::encode).toList();
    }

    /** Whether {@link #decode decoding} the ids of any text that can be encoded gives that text back, to the letter. */
    default boolean lossless() {
        return true;
    }

    /** What decoding the ids of {@code text} gives: the text itself where the tokenizer is {@link #lossless()}. */
    default String normalize(String text) {
        return text;
    }

    /** The text of the ids. Bytes that are not valid UTF-8 become U+FFFD; special tokens are left out. */
    default String decode(int... ids) {
        TextStream stream = stream();
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(stream.next(id));
        }
        return text.append(stream.end()).toString();
    }

    /** The text of ids that come one by one; never gives half a character. */
    TextStream stream();

    /** How a token is shown to a person, such as {@code Ġthe}. */
    String token(int id);

    /** The id that separates documents and ends a text. */
    OptionalInt endOfText();

    /** The id that begins a text, where the tokenizer has one. */
    default OptionalInt beginOfText() {
        return OptionalInt.empty();
    }

    /** Spelling to id of the tokens that stand for no text, in the order of their ids. */
    default Map<String, Integer> specialTokens() {
        return Map.of();
    }

    /** The Jinja template that turns messages into a prompt, where the tokenizer's files carry one. */
    default Optional<String> chatTemplate() {
        return Optional.empty();
    }

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
