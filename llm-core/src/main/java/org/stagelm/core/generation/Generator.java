package org.stagelm.core.generation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;

/**
 * Writes text behind a prompt. The whole prompt is read in one pass, then token after token is chosen and read.
 *
 * <p>A text may grow longer than the model's context: when it is full, the newest three quarters of a context are kept and read again, as the
 * beginning of a text, and writing goes on behind them. Of a prompt longer than the context the newest ids are read.
 *
 * <p>A thread that is interrupted stops after the token it is at; its interrupt status stays set. Used by one thread at a time, as its session is.
 */
public final class Generator {

    private static final Logger LOG = LoggerFactory.getLogger(Generator.class);

    private final NextToken session;
    private final Optional<Tokenizer> tokenizer;
    private boolean warned;

    public Generator(NextToken session, Tokenizer tokenizer) {
        this(session, Optional.of(tokenizer));
    }

    /** Without a tokenizer: ids in, ids out, all texts empty, and no end of text. */
    public Generator(NextToken session) {
        this(session, Optional.empty());
    }

    private Generator(NextToken session, Optional<Tokenizer> tokenizer) {
        this.session = session;
        this.tokenizer = tokenizer;
    }

    /**
     * Writes behind a text; an empty one begins with the end-of-text token, which stands between documents.
     *
     * @throws UserError where the tokenizer cannot encode the prompt, where the prompt is empty and there is no end-of-text token, and where the
     *     model's weights are broken
     */
    public GeneratedText generate(String prompt, GenerationOptions options, GenerationListener listener) {
        Tokenizer encoder = tokenizer.orElseThrow(() -> new UserError("without a tokenizer the prompt must be given as ids"));
        return generate(prompt, checked(encoder.encode(prompt)), options, listener);
    }

    /**
     * Writes behind ids.
     *
     * @throws UserError as above, and where an id is not one of the model's
     */
    public GeneratedText generate(int[] prompt, GenerationOptions options, GenerationListener listener) {
        int[] ids = checked(prompt);
        return generate(tokenizer.map(t -> t.decode(ids)).orElse(""), ids, options, listener);
    }

    private GeneratedText generate(String prompt, int[] promptIds, GenerationOptions options, GenerationListener listener) {
        Continuation text = new Continuation(promptIds, listener);
        long start = System.nanoTime();
        StopReason reason = options.maxTokens() == 0 ? StopReason.MAX_TOKENS : write(text, options);
        double seconds = (System.nanoTime() - start) * 1e-9;
        return new GeneratedText(prompt, text.end(), text.ids, text.ids.size() - promptIds.length, seconds, reason);
    }

    private StopReason write(Continuation text, GenerationOptions options) {
        OptionalInt end = options.stopAtEndOfText() ? tokenizer.map(Tokenizer::endOfText).orElse(OptionalInt.empty()) : OptionalInt.empty();
        session.reset();
        float[] logits = session.next(beginningContext(text.ids));
        for (int n = 0; ; n++) {
            if (Thread.currentThread().isInterrupted()) {
                return StopReason.CANCELLED;
            }
            int id = options.chain().choose(checked(logits), n);
            if (!text.add(id)) {
                return StopReason.CANCELLED;
            }
            if (end.isPresent() && end.getAsInt() == id) {
                return StopReason.END_OF_TEXT;
            }
            if (n + 1 == options.maxTokens()) {
                return StopReason.MAX_TOKENS;
            }
            logits = read(text.ids, id);
        }
    }

    /** The prompt, or its newest ids where it is longer than the context. */
    private int[] beginningContext(List<Integer> ids) {
        if (ids.size() > session.context() && !warned) {
            warned = true;
            LOG.warn("the prompt has {} tokens, the model's context is {}: it reads the newest {} only", ids.size(), session.context(),
                    session.context());
        }
        return newest(ids, session.context());
    }

    /** Reads the id that was chosen last; where the context is full, slides it. */
    private float[] read(List<Integer> ids, int id) {
        if (session.length() < session.context()) {
            return session.next(id);
        }
        session.reset();
        return session.next(newest(ids, Math.max(1, session.context() * 3 / 4)));
    }

    private static int[] newest(List<Integer> ids, int count) {
        return ids.subList(Math.max(0, ids.size() - count), ids.size()).stream().mapToInt(Integer::intValue).toArray();
    }

    /** The logits of the ids the tokenizer knows: a model may have rows to spare. Refuses what is not a number, which no sampler could. */
    private float[] checked(float[] logits) {
        for (int id = 0; id < logits.length; id++) {
            if (!Float.isFinite(logits[id])) {
                throw new UserError("the model gives the logit " + logits[id] + " for token " + id + " after " + session.length()
                        + " tokens: its weights are broken,"
                        + " as after a training that diverged; take an earlier checkpoint, or train with a lower learning rate");
            }
        }
        int known = tokenizer.map(Tokenizer::vocabularySize).orElse(logits.length);
        return known < logits.length ? Arrays.copyOf(logits, known) : logits;
    }

    private int beginning() {
        OptionalInt endOfText = tokenizer.map(Tokenizer::endOfText).orElse(OptionalInt.empty());
        return endOfText.orElseThrow(() -> new UserError("the prompt is empty, and there is no end-of-text token to begin with: give a prompt"));
    }

    /** The prompt's ids, or what a text without a prompt begins with. */
    private int[] checked(int[] prompt) {
        int[] ids = prompt.length == 0 ? new int[] {beginning()} : prompt;
        int known = Math.min(session.vocabulary(), tokenizer.map(Tokenizer::vocabularySize).orElse(Integer.MAX_VALUE));
        for (int id : ids) {
            if (id < 0 || id >= known) {
                throw new UserError("the prompt has the token id " + id + "; the ids are 0 … " + (known - 1) + ", as the model has "
                        + session.vocabulary() + tokenizer.map(t -> " and the tokenizer " + t.vocabularySize()
                                + ": is it the one the model was trained with?").orElse(""));
            }
        }
        return ids;
    }

    /** The ids so far, and the text of the new ones. */
    private final class Continuation {

        private final List<Integer> ids = new ArrayList<>();
        private final StringBuilder written = new StringBuilder();
        private final Optional<Tokenizer.TextStream> stream = tokenizer.map(Tokenizer::stream);
        private final GenerationListener listener;

        Continuation(int[] promptIds, GenerationListener listener) {
            this.listener = listener;
            for (int id : promptIds) {
                ids.add(id);
                // The stream goes through the prompt too: the first new token may complete a character, or begin with a space, which is lost at the
                // beginning of a text only.
                stream.ifPresent(s -> s.next(id));
            }
        }

        boolean add(int id) {
            ids.add(id);
            String text = stream.map(s -> s.next(id)).orElse("");
            written.append(text);
            return listener.token(id, text);
        }

        String end() {
            String rest = stream.map(Tokenizer.TextStream::end).orElse("");
            listener.end(rest);
            return written.append(rest).toString();
        }
    }
}
