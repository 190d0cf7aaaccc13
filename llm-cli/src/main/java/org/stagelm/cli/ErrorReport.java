package org.stagelm.cli;

import java.io.PrintWriter;
import org.stagelm.api.UserError;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns exceptions into messages: a user's mistake is one clear text and exit code 2, anything else a fault of ours and 1. */
final class ErrorReport implements IExecutionExceptionHandler {

    static final String DEBUG = "stagelm.debug";

    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        boolean mistake = exception instanceof UserError;
        err.println("stagelm: " + (mistake ? exception.getMessage() : "internal error: " + exception));
        if (Boolean.getBoolean(DEBUG)) {
            exception.printStackTrace(err);
        } else if (!mistake) {
            err.println("Please report this with what --debug prints.");
        }
        err.flush();
        return mistake ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
