package org.stagelm.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.stagelm.cli.bench.BenchCommand;
import org.stagelm.cli.data.DataCommand;
import org.stagelm.cli.inspect.InspectCommand;
import org.stagelm.cli.tokenizer.TokenizerCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Entry point of the {@code stagelm} command. */
@Command(name = "stagelm", mixinStandardHelpOptions = true, versionProvider = Version.class, synopsisSubcommandLabel = "COMMAND",
        description = "Build a language model from scratch on the JVM, and ship it.",
        subcommands = {TrainCommand.class, GenerateCommand.class, ExportCommand.class, InspectCommand.class, EstimateCommand.class, DataCommand.class,
            TokenizerCommand.class, ComponentsCommand.class, SchemaCommand.class, BenchCommand.class})
public final class Main implements Runnable {

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error, and more of the log.")
    void debug(boolean on) {
        if (on) {
            System.setProperty(ErrorReport.DEBUG, "true");
            System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
        }
    }

    public static void main(String[] arguments) {
        System.setOut(utf8(FileDescriptor.out)); // texts have characters that the system's character set may lack
        System.setErr(utf8(FileDescriptor.err));
        System.exit(run(arguments));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
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
