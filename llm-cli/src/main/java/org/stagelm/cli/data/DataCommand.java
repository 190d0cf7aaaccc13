package org.stagelm.cli.data;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stagelm data}: token ids made ahead of training, and a look at them. */
@Command(name = "data", mixinStandardHelpOptions = true, description = "Make token ids of a corpus, or look at them.",
        subcommands = {DataPrepareCommand.class, DataInspectCommand.class})
public final class DataCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine.usage(spec.commandLine(), System.out);
    }
}
