package org.stagelm.tokenizers.corpus.records;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.stagelm.api.UserError;
import org.stagelm.core.json.Json;
import org.stagelm.tokenizers.corpus.file.DocumentLimit;
import org.stagelm.tokenizers.corpus.file.TextReader;

/** The elements of a JSON array, read as they are asked for. */
final class JsonArray implements RecordSource {

    private final TextReader in;
    private final JsonParser json;
    private final JsonField field;
    private final int longest;
    private boolean begun;
    private long line;

    /** @param longest a text may be, in characters */
    JsonArray(TextReader in, JsonField field, int longest) {
        this.in = in;
        this.field = field;
        this.longest = longest;
        try {
            this.json = JsonField.parsers(longest).createParser(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<Entry> read() {
        try {
            if (!begun) {
                begin();
            }
            JsonToken token = json.nextToken();
            if (token == null) {
                return Optional.empty(); // the file is empty, or asked once more
            }
            if (token == JsonToken.END_ARRAY) {
                end();
                return Optional.empty();
            }
            line = json.currentTokenLocation().getLineNr();
            return Optional.of(field.read(json));
        } catch (StreamConstraintsException e) {
            throw tooLong(e);
        } catch (JsonProcessingException e) {
            throw new UserError(file() + ", line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ": not valid JSON: "
                    + Json.reason(e) + ".", e);
        } catch (IOException e) {
            throw new UserError(file() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private UserError tooLong(StreamConstraintsException e) {
        return json.currentToken() == JsonToken.VALUE_STRING
                ? DocumentLimit.exceeded(file(), "the text in line " + json.currentTokenLocation().getLineNr(), longest,
                        "Is a quote in it not closed?")
                : new UserError(file() + ", line " + json.currentLocation().getLineNr() + ": " + JsonField.excess(e) + ".", e);
    }

    private void begin() throws IOException {
        begun = true;
        JsonToken token = json.nextToken();
        if (token != null && token != JsonToken.START_ARRAY) {
            throw new UserError(file() + " begins with " + JsonField.kind(token) + "; a list is needed. For one object per line set corpus.type to"
                    + " \"jsonl\".");
        }
    }

    private void end() throws IOException {
        if (json.nextToken() != null) {
            throw new UserError(file() + ", line " + json.currentTokenLocation().getLineNr() + ": there is more behind the end of the list.");
        }
    }

    @Override
    public Path file() {
        return in.file();
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() {
        in.close();
    }
}
