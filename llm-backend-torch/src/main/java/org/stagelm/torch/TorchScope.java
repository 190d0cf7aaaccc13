package org.stagelm.torch;

import java.util.ArrayList;
import java.util.List;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

/**
 * A scope: a list of the values made while it was the innermost. A value that moved out, or was closed early, is passed over when the scope closes.
 */
class TorchScope implements Scope {

    private final TorchThread thread = TorchThread.current();
    private final List<TorchValue> owned = new ArrayList<>();
    private final boolean records;
    private final TorchScope enclosing;
    private boolean closed;

    TorchScope() {
        this(false);
    }

    TorchScope(boolean records) {
        this.records = records;
        this.enclosing = thread.open(this, records);
    }

    final void add(TorchValue value) {
        owned.add(value);
        value.ownedBy(this);
    }

    final TorchScope enclosing() {
        return enclosing;
    }

    final boolean isClosed() {
        return closed;
    }

    @Override
    public final Tensor keep(Tensor tensor) {
        if (closed) {
            throw new IllegalStateException("keep: this scope is closed");
        }
        TorchValue value = TorchValue.of(tensor);
        value.tensor(); // fails where it is closed already
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
        thread.close(this, enclosing, records);
        closed = true;
        ending();
        for (TorchValue value : owned) {
            if (value.isOwnedBy(this)) {
                value.free();
            }
        }
        owned.clear();
    }

    /** What else ends with the scope. */
    void ending() {}
}
