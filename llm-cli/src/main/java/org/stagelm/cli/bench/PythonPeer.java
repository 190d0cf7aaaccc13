package org.stagelm.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A library as its users install it, where a Python has it: a script in {@code benchmarks} beside the command. */
final class PythonPeer {

    private static final int SECONDS_TO_IMPORT = 120;

    /** What StageLM's launcher sets for its own process. */
    private static final Set<String> OURS = Set.of("GOMP_SPINCOUNT", "OPENBLAS_THREAD_TIMEOUT", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE",
            "GLIBC_TUNABLES");

    private final String python;
    private final Path script;

    private PythonPeer(String python, Path script) {
        this.python = python;
        this.script = script;
    }

    /**
     * Empty where the interpreter does not have the module, or the script is not there.
     *
     * @param python the interpreter
     * @param module such as {@code torch}
     * @param name the script's file name
     */
    static Optional<PythonPeer> find(String python, String module, String name) {
        Path script = Path.of(System.getProperty("stagelm.home", "."), "benchmarks", name);
        if (!Files.isRegularFile(script)) {
            return Optional.empty();
        }
        try {
            Process check = builder(python, "-c", "import " + module).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            boolean found = check.waitFor(SECONDS_TO_IMPORT, TimeUnit.SECONDS) && check.exitValue() == 0;
            check.destroyForcibly();
            return found ? Optional.of(new PythonPeer(python, script)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    WorkerProcess start(String name, String... arguments) {
        List<String> all = new ArrayList<>(List.of(script.toString()));
        all.addAll(Arrays.asList(arguments));
        return WorkerProcess.start(name, builder(python, all.toArray(String[]::new)));
    }

    private static ProcessBuilder builder(String python, String... arguments) {
        List<String> command = new ArrayList<>(List.of(python));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeAll(OURS);
        return builder;
    }
}
