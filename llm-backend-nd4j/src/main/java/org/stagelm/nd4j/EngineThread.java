package org.stagelm.nd4j;

import java.util.Optional;
import java.util.function.Supplier;
import org.stagelm.nd4j.tape.Tape;

/** What one thread has open on an engine: scopes, and at most one recording. */
final class EngineThread {

    private EngineScope innermost;
    private Tape tape;

    /** Gives a new value to the innermost scope; where there is none, it is the caller's. */
    void own(Value value) {
        if (innermost != null) {
            innermost.add(value);
        }
    }

    Optional<Tape> tape() {
        return Optional.ofNullable(tape);
    }

    void beginTape(Tape begun) {
        if (tape != null) {
            throw new IllegalStateException("a recording is open on this thread already: close it first");
        }
        tape = begun;
    }

    void endTape() {
        tape = null;
    }

    /** Runs {@code work} with its operations noted on {@code other}, or nowhere. */
    <T> T recordingOn(Optional<Tape> other, Supplier<T> work) {
        Tape before = tape;
        tape = other.orElse(null);
        try {
            return work.get();
        } finally {
            tape = before;
        }
    }

    /** Makes {@code scope} the innermost and gives the one around it, null where there is none. */
    EngineScope open(EngineScope scope) {
        EngineScope enclosing = innermost;
        innermost = scope;
        return enclosing;
    }

    /** True where {@code scope}, or one opened inside of it, owns the value. */
    boolean isInside(Value value, EngineScope scope) {
        for (EngineScope s = innermost; s != null; s = s.enclosing()) {
            if (value.isOwnedBy(s)) {
                return true;
            }
            if (s == scope) {
                return false;
            }
        }
        return false;
    }

    void close(EngineScope scope) {
        if (innermost != scope) {
            throw new IllegalStateException("close the scopes that were opened inside of this one first");
        }
        innermost = scope.enclosing();
    }
}
