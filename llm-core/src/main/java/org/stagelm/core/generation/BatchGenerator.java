package org.stagelm.core.generation;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;

/**
 * Writes behind several prompts at once: all are read in one pass, then each pass reads one more token of every text. Each text is what
 * {@link Generator} writes behind its prompt alone, but for the order in which an engine adds up; contexts slide in the same way.
 *
 * <p>A text that is over keeps its row, unread, until the rows are read again: when the longest fills the context. A thread that is interrupted ends
 * all texts. Used by one thread at a time, as its session is.
 */
public final class BatchGenerator {

    private static final Logger LOG = LoggerFactory.getLogger(BatchGenerator.class);

    private final BatchSession session;
    private final Tokenizer tokenizer;
    private final KnownTokens known;

    public BatchGenerator(BatchSession session, Tokenizer tokenizer) {
        this.session = session;
        this.tokenizer = tokenizer;
        this.known = new KnownTokens(Optional.of(tokenizer), session.vocabulary());
    }

    /**
     * One text for each request, in their order; none for none.
     *
     * @throws UserError where the tokenizer cannot encode a prompt, where a prompt is empty and there is no end-of-text token, and where the model's
     *     weights are broken
     */
    public List<GeneratedText> generate(List<GenerationRequest> requests) {
        List<Row> rows = requests.stream().map(Row::new).toList();
        long start = System.nanoTime();
        rows.stream().filter(row -> row.request.options().maxTokens() == 0).forEach(row -> row.end(start, StopReason.MAX_TOKENS));
        List<Row> read = living(rows);
        read.forEach(Row::begin);
        while (!read.isEmpty()) {
            write(read, start);
            read = living(read);
            read.forEach(Row::slide);
        }
        return rows.stream().map(row -> row.result.orElseThrow()).toList();
    }

    /** Reads the rows' windows and goes on behind them until the session has no room left or all texts are over. */
    private void write(List<Row> rows, long start) {
        float[][] logits = session.begin(rows.stream().map(Row::window).toList());
        choose(rows, logits, start);
        while (session.hasRoom() && !living(rows).isEmpty()) {
            rows.forEach(Row::grow);
            logits = session.next(rows.stream().mapToInt(row -> row.text.last()).toArray());
            choose(rows, logits, start);
        }
    }

    private void choose(List<Row> rows, float[][] logits, long start) {
        for (int i = 0; i < logits.length; i++) {
            Row row = rows.get(i);
            if (row.result.isEmpty()) {
                row.text.choose(known.logits(logits[i], row.length)).ifPresent(reason -> row.end(start, reason));
            }
        }
    }

    private static List<Row> living(List<Row> rows) {
        return rows.stream().filter(row -> row.result.isEmpty()).toList();
    }

    /** A text, and how many of its newest ids the model sees. */
    private final class Row {

        private final GenerationRequest request;
        private final Continuation text;
        private int length;
        private Optional<GeneratedText> result = Optional.empty();

        Row(GenerationRequest request) {
            this.request = request;
            this.text = new Continuation(known.prompt(tokenizer.encodePrompt(request.prompt())), Optional.of(tokenizer), request.options(),
                    request.listener());
        }

        void begin() {
            length = Math.min(text.length(), session.context());
            if (length < text.length()) {
                LOG.warn("a prompt has {} tokens, the model's context is {}: it reads the newest {} only", text.length(), length, length);
            }
        }

        /** Makes room for the id that was chosen last. */
        void grow() {
            length++;
        }

        /** As {@link #grow}; a context that is full slides. */
        void slide() {
            length = length < session.context() ? length + 1 : Continuation.kept(session.context());
        }

        int[] window() {
            return text.newest(length);
        }

        void end(long start, StopReason reason) {
            result = Optional.of(text.end(request.prompt(), start, reason));
        }
    }
}
