package org.stagelm.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

/**
 * A scope: a list of the values made while it was the innermost. A value that moved out, or was closed early, is passed over when the scope closes.
 */
class EngineScope implements Scope {

    private final Operations engine;
    private final EngineThread thread;
    private final List<Value> owned = new ArrayList<>();
    private final EngineScope enclosing;
    private boolean closed;

    EngineScope(Operations engine) {
        this.engine = engine;
        this.thread = engine.thread();
        this.enclosing = thread.open(this);
    }

    final void add(Value value) {
        owned.add(value);
        value.ownedBy(this);
    }

    final EngineScope enclosing() {
        return enclosing;
    }

    final Operations engine() {
        return engine;
    }

    final EngineThread thread() {
        return thread;
    }

    final boolean isClosed() {
        return closed;
    }

    @Override
    public final Tensor keep(Tensor tensor) {
        checkThread();
        if (closed) {
            throw new IllegalStateException("keep: this scope is closed");
        }
        Value value = engine.value(tensor);
        value.checkOpen();
        if (thread.isInside(value, this)) {
            value.ownedBy(null);
            if (enclosing != null) {
                enclosing.add(value);
            }
        }
        return tensor;
    }

    @Override
    public final void close() {
        if (closed) {
            return;
        }
        checkThread();
        thread.close(this);
        closed = true;
        ending();
        for (Value value : owned) {
            if (value.isOwnedBy(this)) {
                value.free();
            }
        }
        owned.clear();
    }

    /** What else ends with the scope. */
    void ending() {}

    private void checkThread() {
        if (thread != engine.thread()) {
            throw new IllegalStateException("a scope belongs to the thread that opened it");
        }
    }
}
