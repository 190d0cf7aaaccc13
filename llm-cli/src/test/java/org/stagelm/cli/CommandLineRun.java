package org.stagelm.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command line printed and how it ended. */
record CommandLineRun(int exit, String out, String err) {

    /** With bytes on standard input. */
    static CommandLineRun reading(byte[] input, String... arguments) {
        InputStream in = System.in;
        try {
            System.setIn(new ByteArrayInputStream(input));
            return of(arguments);
        } finally {
            System.setIn(in);
        }
    }

    static CommandLineRun of(String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        try {
            System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
            int exit = Main.run(arguments);
            return new CommandLineRun(exit, outBytes.toString(StandardCharsets.UTF_8), errBytes.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    /** The last line of standard output. */
    String lastLine() {
        return out.strip().substring(out.strip().lastIndexOf('\n') + 1);
    }

    /** The lines of standard error that are the command's own message. */
    String message() {
        return err.contains("stagelm: ") ? err.substring(err.indexOf("stagelm: ")).strip() : "";
    }
}
