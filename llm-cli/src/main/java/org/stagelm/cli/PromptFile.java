package org.stagelm.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.stagelm.api.UserError;
import org.stagelm.core.json.Json;

/**
 * A file with one prompt a line. A line that begins with a double quote is a JSON string, so that a prompt may have line breaks; an empty line is
 * skipped.
 */
final class PromptFile {

    private PromptFile() {}

    /** @throws UserError where the file cannot be read, where it has no prompts, or where a line is no whole JSON string */
    static List<String> read(Path file) {
        List<String> prompts = new ArrayList<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isEmpty()) {
                    prompts.add(line.startsWith("\"") ? unquoted(line, file, number) : line);
                }
            }
        } catch (IOException e) {
            throw new UserError("the prompts in " + file + " cannot be read as UTF-8 text: " + e.getMessage(), e);
        }
        if (prompts.isEmpty()) {
            throw new UserError(file + " has no prompts: write one on each line");
        }
        return prompts;
    }

    private static String unquoted(String line, Path file, int number) {
        try {
            return Json.mapper().readerFor(String.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readValue(line);
        } catch (JsonProcessingException e) {
            throw new UserError(file + ", line " + number + " begins with a double quote but is no JSON string: close and escape it", e);
        }
    }
}
