package org.stagelm.nd4j.kernel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Parts of one operation, taken by whichever thread is free. */
final class Job {

    private static final int LOOKS_BEFORE_YIELD = 1000;

    private final Workers.Part body;
    private final int parts;
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger left;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    Job(Workers.Part body, int parts) {
        this.body = body;
        this.parts = parts;
        this.left = new AtomicInteger(parts);
    }

    /** Works until no part is left to take. */
    void work(Scratch scratch) {
        for (int part = taken.getAndIncrement(); part < parts; part = taken.getAndIncrement()) {
            try {
                body.run(part, scratch);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                left.decrementAndGet();
            }
        }
    }

    /** Waits for the parts that other threads took, and throws what one of them threw. */
    void await() {
        for (int look = 0; left.get() > 0; look++) {
            if (look < LOOKS_BEFORE_YIELD) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        }
        if (thrown != null) {
            throw (RuntimeException) thrown;
        }
    }
}
