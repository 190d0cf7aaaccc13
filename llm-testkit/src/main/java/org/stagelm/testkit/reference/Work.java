package org.stagelm.testkit.reference;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** What one thread has open on an engine: scopes, the innermost on top, and at most one recording. */
final class Work {

    private final Deque<ReferenceScope> scopes = new ArrayDeque<>();
    private Optional<Tape> tape = Optional.empty();

    Deque<ReferenceScope> scopes() {
        return scopes;
    }

    Optional<Tape> tape() {
        return tape;
    }

    void beginTape(Tape begun) {
        if (tape.isPresent()) {
            throw new IllegalStateException("a recording is open on this thread already: close it first");
        }
        tape = Optional.of(begun);
    }

    void endTape() {
        tape = Optional.empty();
    }

    /** Runs {@code part} with its operations noted on {@code other}, or nowhere. */
    <T> T recordingOn(Optional<Tape> other, Supplier<T> part) {
        Optional<Tape> before = tape;
        tape = other;
        try {
            return part.get();
        } finally {
            tape = before;
        }
    }
}
