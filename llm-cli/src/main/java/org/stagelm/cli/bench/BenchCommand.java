package org.stagelm.cli.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stagelm bench NAME}: the hot paths against a peer in the same run. */
@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measure a hot path against a peer.",
        subcommands = {BenchTrainCommand.class, BenchDecodeCommand.class, BenchOpsCommand.class, BenchTokenizerCommand.class,
            BenchLoaderCommand.class, BenchSoakCommand.class})
public final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine.usage(spec.commandLine(), System.out);
    }
}
