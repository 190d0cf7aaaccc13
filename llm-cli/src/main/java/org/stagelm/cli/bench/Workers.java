package org.stagelm.cli.bench;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Starts workers that are JVMs like this one: the same Java, options and class path. */
final class Workers {

    private Workers() {}

    static WorkerProcess start(String name, WorkerCommand.Kind kind, String... options) {
        return start(name, List.of(), kind, options);
    }

    /** @param libraries a folder of jars behind this process's class path; one that is not there adds nothing */
    static WorkerProcess startWith(Path libraries, String name, WorkerCommand.Kind kind, String... options) {
        return start(System.getProperty("java.class.path") + File.pathSeparator + libraries.resolve("*"), name, List.of(), kind, options);
    }

    /** @param java options of the JVM, behind this one's own */
    static WorkerProcess start(String name, List<String> java, WorkerCommand.Kind kind, String... options) {
        return start(System.getProperty("java.class.path"), name, java, kind, options);
    }

    private static WorkerProcess start(String classPath, String name, List<String> java, WorkerCommand.Kind kind, String... options) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(java);
        command.addAll(List.of("-cp", classPath, WorkerCommand.class.getName(), kind.name()));
        command.addAll(Arrays.asList(options));
        return WorkerProcess.start(name, new ProcessBuilder(command));
    }
}
