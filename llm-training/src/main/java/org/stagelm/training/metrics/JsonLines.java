package org.stagelm.training.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import org.stagelm.api.UserError;
import org.stagelm.core.file.AtomicFiles;
import org.stagelm.core.json.Json;

/** A file of JSON objects, one a line, each with the {@code step} it belongs to. A line is on its way to the disk as soon as it is added. */
public final class JsonLines implements AutoCloseable {

    private final Path file;
    private final BufferedWriter writer;

    private JsonLines(Path file, BufferedWriter writer) {
        this.file = file;
        this.writer = writer;
    }

    /** Opens a file, new or not, to add to its end. */
    public static JsonLines append(Path file) {
        try {
            return new JsonLines(file, Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /** Adds a line. */
    public void add(ObjectNode line) {
        try {
            writer.write(Json.mapper().writeValueAsString(line));
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    /** Shows each line to {@code reader}; ends at the first line that is no JSON object with a step, which is what a killed writer leaves. */
    public static void read(Path file, Consumer<JsonNode> reader) {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (Optional<JsonNode> line = next(lines); line.isPresent(); line = next(lines)) {
                reader.accept(line.get());
            }
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Drops the lines after {@code step}, the file being replaced whole. */
    static void cutAfter(Path file, long step) {
        if (!Files.exists(file)) {
            return;
        }
        AtomicFiles.write(file, temporary -> {
            try (BufferedReader lines = Files.newBufferedReader(file); BufferedWriter kept = Files.newBufferedWriter(temporary)) {
                for (Optional<JsonNode> line = next(lines); line.isPresent() && line.get().get("step").asLong() <= step; line = next(lines)) {
                    kept.write(Json.mapper().writeValueAsString(line.get()));
                    kept.write('\n');
                }
            }
        });
    }

    private static Optional<JsonNode> next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.mapper().readTree(line)).filter(node -> node.path("step").isIntegralNumber());
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static UserError cannotWrite(Path file, IOException e) {
        return new UserError(file + " cannot be written: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }
}
