package org.stagelm.core.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.stagelm.api.UserError;
import org.stagelm.core.file.AtomicFiles;

/** The one way to read and write JSON: a key given twice, or text behind the end, is an error. */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** In brackets, such as {@code (start marker at [Source: …; line: 1, column: 1])}. */
    private static final Pattern PLACE = Pattern.compile(" \\([^(]*\\[Source: .*", Pattern.DOTALL);

    private Json() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** @throws UserError where the file is missing, or is not JSON, naming line and column */
    public static JsonNode read(Path file) {
        if (Files.isDirectory(file)) {
            throw new UserError(file + " is a folder; a JSON file is needed");
        }
        try {
            JsonNode node = MAPPER.readTree(file.toFile());
            if (node == null || node.isMissingNode()) {
                throw new UserError(file + " is empty; a JSON file is needed");
            }
            return node;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : ", line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new UserError(file + where + ": not valid JSON: " + reason(e), e);
        } catch (NoSuchFileException | java.io.FileNotFoundException e) {
            throw new UserError(file + " does not exist or cannot be read", e);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What is wrong with a text that is not JSON, without the parser's own words about where: its callers know the file and the line. */
    public static String reason(JsonProcessingException e) {
        return PLACE.matcher(e.getOriginalMessage()).replaceFirst("");
    }

    /** Indented as the examples are: lists of numbers stay on one line. */
    public static String pretty(Object value) {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
        try {
            return MAPPER.writer(printer).writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** On one line. */
    public static String compact(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Writes the file whole or not at all. */
    public static void write(Path file, Object value) {
        AtomicFiles.writeString(file, pretty(value));
    }
}
