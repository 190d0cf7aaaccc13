package org.stagelm.cli;

import org.stagelm.cli.bench.BenchCommand;
import org.stagelm.cli.data.DataCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Entry point of the {@code stagelm} command. */
@Command(name = "stagelm", mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND",
        description = "Build a language model from scratch on the JVM, and ship it.",
        subcommands = {TrainCommand.class, GenerateCommand.class, ExportCommand.class, ComponentsCommand.class, SchemaCommand.class,
            DataCommand.class, BenchCommand.class})
public final class Main implements Runnable {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error, and more of the log.")
    void debug(boolean on) {
        if (on) {
            System.setProperty(ErrorReport.DEBUG, "true");
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
        }
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /** Runs a command line: 0 done, 1 a fault of the program's, 2 a mistake of the user's. */
    static int run(String... arguments) {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(new ErrorReport())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
    }

    /** Without a command, shows the help. */
    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
