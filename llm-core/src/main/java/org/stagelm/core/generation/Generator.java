package org.stagelm.core.generation;

import java.util.Optional;
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
    private final KnownTokens known;
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
        this.known = new KnownTokens(tokenizer, session.vocabulary());
    }

    /**
     * Writes behind a text; an empty one begins with the end-of-text token, which stands between documents.
     *
     * @throws UserError where the tokenizer cannot encode the prompt, where the prompt is empty and there is no end-of-text token, and where the
     *     model's weights are broken
     */
    public GeneratedText generate(String prompt, GenerationOptions options, GenerationListener listener) {
        Tokenizer encoder = tokenizer.orElseThrow(() -> new UserError("without a tokenizer the prompt must be given as ids"));
        return generate(prompt, known.prompt(encoder.encodePrompt(prompt)), options, listener);
    }

    /**
     * Writes behind ids.
     *
     * @throws UserError as above, and where an id is not one of the model's
     */
    public GeneratedText generate(int[] prompt, GenerationOptions options, GenerationListener listener) {
        int[] ids = known.prompt(prompt);
        return generate(tokenizer.map(t -> t.decode(ids)).orElse(""), ids, options, listener);
    }

    private GeneratedText generate(String prompt, int[] promptIds, GenerationOptions options, GenerationListener listener) {
        Continuation text = new Continuation(promptIds, tokenizer, options, listener);
        long start = System.nanoTime();
        StopReason reason = options.maxTokens() == 0 ? StopReason.MAX_TOKENS : write(text);
        return text.end(prompt, start, reason);
    }

    private StopReason write(Continuation text) {
        session.reset();
        float[] logits = session.next(beginningContext(text));
        Optional<StopReason> reason = text.choose(known.logits(logits, session.length()));
        while (reason.isEmpty()) {
            logits = read(text);
            reason = text.choose(known.logits(logits, session.length()));
        }
        return reason.get();
    }

    /** The prompt, or its newest ids where it is longer than the context. */
    private int[] beginningContext(Continuation text) {
        if (text.length() > session.context() && !warned) {
            warned = true;
            LOG.warn("the prompt has {} tokens, the model's context is {}: it reads the newest {} only", text.length(), session.context(),
                    session.context());
        }
        return text.newest(session.context());
    }

    /** Reads the id that was chosen last; where the context is full, slides it. */
    private float[] read(Continuation text) {
        if (session.length() < session.context()) {
            return session.next(text.last());
        }
        session.reset();
        return session.next(text.newest(Continuation.kept(session.context())));
    }
}
