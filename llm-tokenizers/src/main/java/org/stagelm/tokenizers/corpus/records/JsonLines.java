package org.stagelm.tokenizers.corpus.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.stagelm.core.json.Json;
import org.stagelm.tokenizers.corpus.file.TextReader;

/** One JSON value per line; blank lines do not count. */
final class JsonLines implements RecordSource {

    private final TextReader in;
    private final Lines lines;
    private final JsonField field;
    private final JsonFactory parsers;

    /** @param longest a line may be, in characters */
    JsonLines(TextReader in, JsonField field, int longest) {
        this.in = in;
        this.lines = new Lines(in, longest);
        this.field = field;
        this.parsers = JsonField.parsers(longest);
    }

    @Override
    public Optional<Entry> read() {
        Optional<String> line = lines.read();
        while (line.isPresent() && line.get().isBlank()) {
            line = lines.read();
        }
        return line.map(this::parse);
    }

    private Entry parse(String line) {
        try (JsonParser json = parsers.createParser(line)) {
            json.nextToken();
            Entry entry = field.read(json);
            return json.nextToken() == null ? entry : Entry.broken("has more than one value");
        } catch (StreamConstraintsException e) {
            return Entry.broken(JsonField.excess(e));
        } catch (JsonProcessingException e) {
            return Entry.broken("not valid JSON, at column " + e.getLocation().getColumnNr() + ": " + Json.reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
        }
    }

    @Override
    public Path file() {
        return in.file();
    }

    @Override
    public long line() {
        return lines.number();
    }

    @Override
    public void close() {
        lines.close();
    }
}
