package org.stagelm.tokenizers.corpus.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.corpus.file.DocumentLimit;
import org.stagelm.tokenizers.corpus.file.TextReader;

/**
 * The rows of CSV (RFC 4180) and its relatives. A field in quotes may hold delimiters, line feeds and, doubled, quotes; a quote within a field that
 * does not begin with one is text.
 */
final class DelimitedRows implements AutoCloseable {

    private static final int BLOCK = 1 << 16;
    private static final char QUOTE = '"';
    private static final int END = -1;

    private final TextReader in;
    private final char delimiter;
    private final boolean quoted;
    private final int longest;
    private final char[] block = new char[BLOCK];
    private int at; // in block
    private int filled;
    private final StringBuilder field = new StringBuilder();
    private long line = 1; // where reading stands
    private long begin; // the line of the row read last
    private int length; // of the row so far

    /**
     * @param quoted whether quotes mean anything
     * @param longest a row may be, in characters
     */
    DelimitedRows(TextReader in, char delimiter, boolean quoted, int longest) {
        this.in = in;
        this.delimiter = delimiter;
        this.quoted = quoted;
        this.longest = longest;
    }

    /** @param fault of its quotes */
    record Row(List<String> fields, Optional<String> fault) {}

    /**
     * The next row that is not blank; empty at the end.
     *
     * @throws UserError where a quote is not closed, or the row is longer than allowed
     */
    Optional<Row> read() {
        int c = next();
        while (c == '\n' || c == '\r' && peek() == '\n') {
            c = next();
        }
        if (c == END) {
            return Optional.empty();
        }
        begin = line;
        length = 0;
        List<String> fields = new ArrayList<>();
        Optional<String> fault = Optional.empty();
        while (true) {
            field.setLength(0);
            if (quoted && c == QUOTE) {
                quotedField();
                c = next();
                if (!endsField(c) && fault.isEmpty()) {
                    fault = Optional.of("column " + (fields.size() + 1) + " has text behind its closing quote");
                }
            }
            while (!endsField(c)) {
                append(c);
                c = next();
            }
            fields.add(field.toString());
            if (c != delimiter) {
                if (c == '\r') {
                    next();
                }
                return Optional.of(new Row(fields, fault));
            }
            c = next();
        }
    }

    /** Up to the closing quote. */
    private void quotedField() {
        long opened = line;
        while (true) {
            int c = next();
            if (c == END) {
                throw new UserError(in.file() + ", line " + opened + ": the quote that opens here is not closed before the end of the file."
                        + " Close it, or set corpus.quote to false where quotes are plain text.");
            }
            if (c == QUOTE && peek() != QUOTE) {
                return;
            }
            append(c == QUOTE ? next() : c);
        }
    }

    private boolean endsField(int c) {
        return c == delimiter || c == '\n' || c == END || c == '\r' && peek() == '\n';
    }

    private void append(int c) {
        field.append((char) c);
        if (++length > longest) {
            throw DocumentLimit.exceeded(in.file(), "the row that begins in line " + begin, longest, "Is a quote in it not closed?");
        }
    }

    private int next() {
        int c = peek();
        if (c != END) {
            at++;
        }
        if (c == '\n') {
            line++;
        }
        return c;
    }

    private int peek() {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, in.read(block, 0, BLOCK));
        }
        return at == filled ? END : block[at];
    }

    /** The line where the row read last begins, from 1. */
    long line() {
        return begin;
    }

    @Override
    public void close() {
        in.close();
    }
}
