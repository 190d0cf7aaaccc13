package org.stagelm.cli.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.stagelm.core.json.Json;
import picocli.CommandLine;

/** What a command with {@code --json} printed on standard output. */
record CommandRows(int exit, List<JsonNode> rows) {

    static CommandRows of(Object command, String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        int exit;
        try {
            exit = new CommandLine(command).execute(arguments);
        } finally {
            System.setOut(before);
        }
        List<JsonNode> rows = new ArrayList<>();
        try {
            for (String line : printed.toString(StandardCharsets.UTF_8).lines().toList()) {
                rows.add(Json.mapper().readTree(line));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CommandRows(exit, rows);
    }
}
