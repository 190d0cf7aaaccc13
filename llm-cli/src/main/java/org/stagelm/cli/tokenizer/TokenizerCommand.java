package org.stagelm.cli.tokenizer;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stagelm tokenizer NAME}: tokenizers on their own. */
@Command(name = "tokenizer", mixinStandardHelpOptions = true, description = "Train a tokenizer, use it, and look at how it cuts texts.",
        subcommands = {TrainTokenizerCommand.class, EncodeCommand.class, DecodeCommand.class, InspectCommand.class})
public final class TokenizerCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine.usage(spec.commandLine(), System.out);
    }
}
