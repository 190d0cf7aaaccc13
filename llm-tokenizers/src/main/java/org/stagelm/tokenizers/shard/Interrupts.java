package org.stagelm.tokenizers.shard;

import java.util.concurrent.CancellationException;

/** An interrupt of the thread ends the work; it stays set for whoever catches the exception. */
final class Interrupts {

    private Interrupts() {}

    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
    }

    static CancellationException cancelled() {
        return new CancellationException("preparing the data was interrupted");
    }
}
