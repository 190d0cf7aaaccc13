package org.stagelm.testkit.reference;

import java.util.Optional;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;

/** Keeps all chunks so far as one tensor that no scope owns. No gradient flows through it. */
final class ReferenceStateSlot implements StateSlot {

    private final ReferenceEngine engine;
    private final String name;
    private final int axis;
    private final Shape capacity;
    private Optional<Tensor> stored = Optional.empty();
    private boolean open = true;

    ReferenceStateSlot(ReferenceEngine engine, String name, int axis, Shape capacity) {
        this.engine = engine;
        this.name = name;
        this.axis = axis;
        this.capacity = capacity;
    }

    @Override
    public Tensor append(Tensor chunk) {
        if (!open) {
            throw new IllegalStateException("state " + name + " is closed");
        }
        engine.value(chunk); // fails where it, or the engine, is closed
        if (chunk.rank() != capacity.rank() || !chunk.shape().with(axis, capacity.dim(axis)).equals(capacity)) {
            throw new IllegalArgumentException("state " + name + ": a chunk " + chunk.shape() + " does not fit " + capacity + " along axis " + axis);
        }
        long before = stored.map(s -> s.dim(axis).value()).orElse(0L);
        long added = chunk.dim(axis).value();
        if (before + added > capacity.dim(axis).value()) {
            throw new IllegalStateException("state " + name + ": holds " + before + " of " + capacity.dim(axis) + " along axis " + axis
                    + ", no room for " + added + " more");
        }
        Tensor all = stored.isPresent() ? Tensor.concat(axis, stored.get(), chunk) : chunk;
        stored.ifPresent(Tensor::close);
        stored = Optional.of(engine.fixed(all));
        return all;
    }

    @Override
    public void clear() {
        stored.ifPresent(Tensor::close);
        stored = Optional.empty();
    }

    @Override
    public void close() {
        open = false;
        clear();
    }
}
