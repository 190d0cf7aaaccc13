package org.stagelm.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.stagelm.api.UserError;
import org.stagelm.core.json.Json;

/**
 * A contender in a process of its own. It says in a line of JSON what it is, {@code {"about": …}}; then, for each line with a number N on its standard
 * input, it does its work N times and answers {@code {"seconds": [...]}}. Where it has several tasks the line is {@code NAME N}. It ends when its
 * input does. A line {@code {"error": …}} ends it too.
 */
final class WorkerProcess implements Contender {

    private static final int SECONDS_TO_END = 20;

    private final String name;
    private final Process process;
    private final Path log;
    private final Writer commands;
    private final BufferedReader answers;
    private final String about;

    private WorkerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.about = answer().path("about").asText();
    }

    /** @throws UserError where it does not start, with what it said */
    static WorkerProcess start(String name, ProcessBuilder builder) {
        try {
            Path log = Files.createTempFile("stagelm-bench", ".log");
            return new WorkerProcess(name, builder.redirectError(log.toFile()).start(), log);
        } catch (IOException e) {
            throw new UserError(name + " does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String about() {
        return about;
    }

    @Override
    public List<Double> run(int times) {
        return run("", times);
    }

    /** This process at one of its tasks. To close that leaves the process at work. */
    Contender at(String task) {
        return new AtTask(this, task + " ");
    }

    private List<Double> run(String task, int times) {
        try {
            commands.write(task + times + "\n");
            commands.flush();
        } catch (IOException e) {
            throw failure("it has ended");
        }
        List<Double> seconds = new ArrayList<>();
        answer().path("seconds").forEach(each -> seconds.add(each.asDouble()));
        if (seconds.size() != times) {
            throw failure(seconds.size() + " times came back instead of " + times);
        }
        return seconds;
    }

    /** Its next line that is an object; libraries may print others. */
    private JsonNode answer() {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith("{")) {
                    JsonNode answer = Json.mapper().readTree(line);
                    if (answer.has("error")) {
                        throw failure(answer.path("error").asText());
                    }
                    return answer;
                }
            }
        } catch (JsonProcessingException e) {
            throw failure("it answers " + e.getOriginalMessage());
        } catch (IOException e) {
            throw failure(e.getMessage());
        }
        throw failure(lastLogged());
    }

    private UserError failure(String why) {
        close();
        return new UserError(name + " failed: " + why);
    }

    private String lastLogged() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8).stream().filter(line -> !line.isBlank()).toList();
            return lines.isEmpty() ? "it ended without a word" : lines.get(lines.size() - 1);
        } catch (IOException e) {
            return "it ended, and its log cannot be read: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        try {
            commands.close();
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(log);
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private record AtTask(WorkerProcess process, String task) implements Contender {

        @Override
        public String name() {
            return process.name;
        }

        @Override
        public String about() {
            return process.about;
        }

        @Override
        public List<Double> run(int times) {
            return process.run(task, times);
        }

        @Override
        public void close() {
            // the process goes on to the next task
        }
    }
}
