package org.stagelm.testkit.reference;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

final class ReferenceScope implements Scope {

    private final ReferenceEngine engine;
    private final Work work;
    private final Set<Value> owned = new LinkedHashSet<>();
    private boolean open = true;

    ReferenceScope(ReferenceEngine engine, Work work) {
        this.engine = engine;
        this.work = work;
        work.scopes().push(this);
    }

    void own(Value value) {
        owned.add(value);
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public Tensor keep(Tensor tensor) {
        Value value = engine.value(tensor);
        checkThread();
        if (!open) {
            throw new IllegalStateException("keep: this scope is closed");
        }
        Iterator<ReferenceScope> outwards = work.scopes().iterator();
        boolean found = false;
        for (boolean inside = true; inside;) {
            ReferenceScope scope = outwards.next();
            found |= scope.owned.remove(value);
            inside = scope != this;
        }
        if (found && outwards.hasNext()) {
            outwards.next().own(value);
        }
        return tensor;
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        checkThread();
        if (work.scopes().peek() != this) {
            throw new IllegalStateException("close the scopes that were opened inside of this one first");
        }
        open = false;
        work.scopes().pop();
        owned.forEach(engine::free);
        owned.clear();
    }

    private void checkThread() {
        if (work != engine.work()) {
            throw new IllegalStateException("a scope belongs to the thread that opened it");
        }
    }
}
