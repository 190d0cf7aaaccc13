package org.stagelm.cli.output;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.stagelm.api.UserError;

/** Work that Ctrl-C ends in order: its thread is interrupted, and the process waits for it to take away what it had begun. */
public final class Cancellation {

    private static final int SECONDS_TO_END = 10;

    private Cancellation() {}

    /**
     * Runs it on this thread.
     *
     * @param what for the message, such as {@code the training of the tokenizer}
     */
    public static <T> T of(String what, Supplier<T> work) {
        Thread worker = Thread.currentThread();
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> {
            worker.interrupt();
            await(ended);
        }, "cancellation");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } catch (CancellationException e) {
            throw new UserError(what + " was cancelled; nothing was written", e);
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            if (!ended.await(SECONDS_TO_END, TimeUnit.SECONDS)) {
                System.err.println("stagelm: the work did not end within " + SECONDS_TO_END + " s of being told to");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook is at work
        }
    }
}
