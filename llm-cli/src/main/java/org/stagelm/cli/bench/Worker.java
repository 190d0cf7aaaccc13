package org.stagelm.cli.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stagelm.core.json.Json;

/** The other end of {@link WorkerProcess}: reads how often to work, and answers how long it took. */
final class Worker {

    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream out = System.out;
    private List<Double> seconds = new ArrayList<>();
    private int left;

    /** Says what this process is, and waits for the first number. */
    boolean begin(String about) {
        print("about", about);
        return await();
    }

    /**
     * Notes one repetition, and after the last one asked for, answers and waits for the next number.
     *
     * @return false where there is no more to do
     */
    boolean took(double time) {
        seconds.add(time);
        left--;
        if (left > 0) {
            return true;
        }
        print("seconds", seconds);
        seconds = new ArrayList<>();
        return await();
    }

    /** Does all that is asked for. */
    void serve(String about, Runnable work) {
        boolean more = begin(about);
        while (more) {
            long start = System.nanoTime();
            work.run();
            more = took((System.nanoTime() - start) * 1e-9);
        }
    }

    private boolean await() {
        OptionalInt number = number();
        left = number.orElse(0);
        return number.isPresent();
    }

    private OptionalInt number() {
        try {
            String line = in.readLine();
            return line == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(line.strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void print(String key, Object value) {
        try {
            out.println(Json.mapper().writeValueAsString(Map.of(key, value)));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
