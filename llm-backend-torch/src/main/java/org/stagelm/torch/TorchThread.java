package org.stagelm.torch;

import java.util.Optional;
import org.bytedeco.pytorch.GradMode;

/**
 * What the engine keeps for each thread: the open scopes, and libtorch's grad mode. Libtorch starts every thread with grad mode on; here it is on
 * only while a recording is open, since otherwise each operation on a variable would build a graph that nobody asked for.
 */
final class TorchThread {

    private static final ThreadLocal<TorchThread> CURRENT = ThreadLocal.withInitial(TorchThread::new);

    private TorchScope innermost;
    private int recordings;
    private boolean leavesBlasThreads;

    private TorchThread() {
        GradMode.set_enabled(false);
    }

    /** The calling thread's. Every call that may compute passes by here first, hence with the right grad mode. */
    static TorchThread current() {
        return CURRENT.get();
    }

    /** This thread is one of several at work side by side: from now on it leaves the number of threads of BLAS as it is. */
    void leaveBlasThreads() {
        leavesBlasThreads = true;
    }

    boolean mayChangeBlasThreads() {
        return !leavesBlasThreads;
    }

    /** Gives a new value to the innermost scope; where there is none, it is the caller's. */
    <V extends TorchValue> V own(V value) {
        if (innermost != null) {
            innermost.add(value);
        }
        return value;
    }

    boolean isRecording() {
        return recordings > 0;
    }

    /** False also where a recording looks away for a moment: what it computes then must have the bits of what it records. */
    boolean onlyGenerates() {
        return recordings == 0 && !GradMode.is_enabled();
    }

    /** The innermost recording, where it records at this moment. */
    Optional<TorchRecording> recording() {
        if (GradMode.is_enabled()) {
            for (TorchScope s = innermost; s != null; s = s.enclosing()) {
                if (s instanceof TorchRecording recording) {
                    return Optional.of(recording);
                }
            }
        }
        return Optional.empty();
    }

    /** Makes {@code scope} the innermost and returns the one around it, null where there is none. */
    TorchScope open(TorchScope scope, boolean records) {
        TorchScope enclosing = innermost;
        innermost = scope;
        if (records && recordings++ == 0) {
            GradMode.set_enabled(true);
        }
        return enclosing;
    }

    /** True where {@code scope}, or one opened inside of it, owns the value. */
    boolean isInside(TorchValue value, TorchScope scope) {
        checkThread();
        for (TorchScope s = innermost; ; s = s.enclosing()) {
            if (value.isOwnedBy(s)) {
                return true;
            }
            if (s == scope) {
                return false;
            }
        }
    }

    void close(TorchScope scope, TorchScope enclosing, boolean records) {
        checkThread();
        if (innermost != scope) {
            throw new IllegalStateException("close the scopes that were opened inside of this one first");
        }
        innermost = enclosing;
        if (records && --recordings == 0) {
            GradMode.set_enabled(false);
        }
    }

    private void checkThread() {
        if (this != current()) {
            throw new IllegalStateException("a scope belongs to the thread that opened it");
        }
    }

    /** Runs what changes variables in place, which libtorch refuses while it records, and what need not be recorded. */
    void withoutGrad(Runnable work) {
        withGrad(false, work);
    }

    void withGrad(boolean enabled, Runnable work) {
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(enabled);
        try {
            work.run();
        } finally {
            GradMode.set_enabled(before);
        }
    }
}
