package org.stagelm.cli.bench;

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
import java.util.function.Function;
import org.stagelm.core.json.Json;

/** The other end of {@link WorkerProcess}: reads how often to work, and answers how long it took, or what else was measured. */
final class Worker {

    private final BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream out = System.out;
    private List<Double> measured = new ArrayList<>();
    private String task = "";
    private int left;

    /** Says what this process is, and waits for the first number. */
    boolean begin(String about) {
        print("about", about);
        return await();
    }

    /**
     * Notes one repetition, and after the last one asked for, answers and waits for the next number.
     *
     * @param value how long it took in seconds, or what else this worker measures
     * @return false where there is no more to do
     */
    boolean took(double value) {
        measured.add(value);
        left--;
        if (left > 0) {
            return true;
        }
        print("seconds", measured);
        measured = new ArrayList<>();
        return await();
    }

    /** Does all that is asked for. */
    void serve(String about, Runnable work) {
        serve(about, name -> new Work(work, () -> {}));
    }

    /** Does all that is asked for, of many tasks: {@code prepare} makes each from its name, and it is closed where another is asked for. */
    void serve(String about, Function<String, Work> prepare) {
        boolean more = begin(about);
        while (more) {
            String name = task;
            try (Work work = prepare.apply(name)) {
                while (more && task.equals(name)) {
                    work.before().run();
                    long start = System.nanoTime();
                    work.once().run();
                    more = took((System.nanoTime() - start) * 1e-9);
                }
            }
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
            if (line == null) {
                return OptionalInt.empty();
            }
            int space = line.lastIndexOf(' ');
            task = line.substring(0, Math.max(0, space));
            return OptionalInt.of(Integer.parseInt(line.substring(space + 1).strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void print(String key, Object value) {
        out.println(Json.compact(Map.of(key, value)));
        out.flush();
    }
}
