package org.stagelm.core.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stagelm.api.data.Tokenizer;

/** A text while it is written: its ids so far, and the text of the new ones. */
final class Continuation {

    private final List<Integer> ids = new ArrayList<>();
    private final StringBuilder written = new StringBuilder();
    private final Optional<Tokenizer.TextStream> stream;
    private final GenerationOptions options;
    private final GenerationListener listener;
    private final OptionalInt endOfText;
    private final int promptLength;

    Continuation(int[] promptIds, Optional<Tokenizer> tokenizer, GenerationOptions options, GenerationListener listener) {
        this.stream = tokenizer.map(Tokenizer::stream);
        this.options = options;
        this.listener = listener;
        this.endOfText = options.stopAtEndOfText() ? tokenizer.map(Tokenizer::endOfText).orElse(OptionalInt.empty()) : OptionalInt.empty();
        this.promptLength = promptIds.length;
        for (int id : promptIds) {
            ids.add(id);
            // The stream goes through the prompt too: the first new token may complete a character, or begin with a space, which is lost at the
            // beginning of a text only.
            stream.ifPresent(s -> s.next(id));
        }
    }

    /** Chooses the next token by its logits; a reason where the text is over. */
    Optional<StopReason> choose(float[] logits) {
        if (Thread.currentThread().isInterrupted()) {
            return Optional.of(StopReason.CANCELLED);
        }
        int id = options.chain().choose(logits, newTokens());
        ids.add(id);
        String text = stream.map(s -> s.next(id)).orElse("");
        written.append(text);
        if (!listener.token(id, text)) {
            return Optional.of(StopReason.CANCELLED);
        }
        if (endOfText.isPresent() && endOfText.getAsInt() == id) {
            return Optional.of(StopReason.END_OF_TEXT);
        }
        return newTokens() == options.maxTokens() ? Optional.of(StopReason.MAX_TOKENS) : Optional.empty();
    }

    int newTokens() {
        return ids.size() - promptLength;
    }

    int length() {
        return ids.size();
    }

    int last() {
        return ids.get(ids.size() - 1);
    }

    /** The newest {@code count} ids, or all where there are fewer. */
    int[] newest(int count) {
        return ids.subList(Math.max(0, ids.size() - count), ids.size()).stream().mapToInt(Integer::intValue).toArray();
    }

    /** How many ids of a full context are kept where the text goes on. */
    static int kept(int context) {
        return Math.max(1, context * 3 / 4);
    }

    GeneratedText end(String prompt, long startNanos, StopReason reason) {
        double seconds = (System.nanoTime() - startNanos) * 1e-9;
        String rest = stream.map(Tokenizer.TextStream::end).orElse("");
        listener.end(rest);
        return new GeneratedText(prompt, written.append(rest).toString(), ids, newTokens(), seconds, reason);
    }
}
