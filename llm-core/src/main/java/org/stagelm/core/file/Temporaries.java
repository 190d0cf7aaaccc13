package org.stagelm.core.file;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * What is being written at this moment. A JVM that is shut down, as by Ctrl-C or SIGTERM, does not wait for its threads, and so not for the
 * {@code finally} of a writer: a hook deletes what they have begun.
 */
final class Temporaries {

    /** A folder may get a file while it is being deleted; none once it is gone. */
    private static final int TRIES = 100;

    private static final Set<Path> BEGUN = new HashSet<>();
    private static boolean ended;

    static {
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Temporaries::end, "temporaries"));
        } catch (IllegalStateException e) {
            ended = true; // it is being shut down already
        }
    }

    private Temporaries() {}

    /** Puts what was written in its place. */
    @FunctionalInterface
    interface Move {
        void run() throws IOException;
    }

    /** @throws InterruptedIOException where the JVM is being shut down */
    static synchronized void begin(Path temporary) throws IOException {
        requireRunning();
        BEGUN.add(temporary.toAbsolutePath());
    }

    /**
     * Moves in one go as to the hook, which finds it all done or not begun.
     *
     * @throws InterruptedIOException where the JVM is being shut down
     */
    static synchronized void commit(Move move) throws IOException {
        requireRunning();
        move.run();
    }

    static synchronized void end(Path temporary) {
        AtomicFiles.deleteQuietly(temporary);
        BEGUN.remove(temporary.toAbsolutePath());
    }

    /** Whether the JVM is being shut down: a writer that fails from then on fails for that. */
    static synchronized boolean ended() {
        return ended;
    }

    private static void requireRunning() throws InterruptedIOException {
        if (ended) {
            throw new InterruptedIOException();
        }
    }

    private static synchronized void end() {
        ended = true;
        for (Path temporary : BEGUN) {
            for (int i = 0; i < TRIES && temporary.toFile().exists(); i++) {
                AtomicFiles.deleteQuietly(temporary);
            }
        }
    }
}
