package org.stagelm.tokenizers.learning;

import java.util.concurrent.CancellationException;

/** An interrupt of the thread ends the learning of a tokenizer; it stays set for whoever catches the exception. */
public final class LearningInterrupt {

    private LearningInterrupt() {}

    /** @throws CancellationException where the thread is interrupted */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
    }

    public static CancellationException cancelled() {
        return new CancellationException("learning a tokenizer was interrupted");
    }
}
