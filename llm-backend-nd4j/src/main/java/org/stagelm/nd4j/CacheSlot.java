package org.stagelm.nd4j;

import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.nd4j.memory.Strided;

/** Memory for the whole capacity, allocated once and written in place; what {@link #append} gives is a view of its beginning. */
final class CacheSlot implements StateSlot {

    private final Operations engine;
    private final String name;
    private final int axis;
    private final Shape shape;
    private final int capacity;
    private final Value memory;
    private int used;

    CacheSlot(Operations engine, String name, int axis, Shape shape) {
        this.engine = engine;
        this.name = name;
        this.axis = axis < 0 ? axis + shape.rank() : axis;
        this.shape = shape;
        Operation op = engine.operation("state " + name);
        int[] sizes = op.sizes(shape);
        this.capacity = sizes[this.axis];
        this.memory = new Value(engine, op.run(() -> Strided.allocate(engine.compute().pool(), DType.FLOAT32, sizes)));
    }

    @Override
    public Tensor append(Tensor chunk) {
        engine.checkOpen();
        if (engine.thread().tape().isPresent()) {
            throw new IllegalStateException("state " + name + " was appended to within a recording: gradients do not pass through it");
        }
        if (chunk.rank() != shape.rank() || chunk.type() != DType.FLOAT32 || !chunk.shape().with(axis, Dim.of(capacity)).equals(shape)) {
            throw new IllegalArgumentException("state " + name + " of " + shape + " along axis " + axis + " cannot take " + chunk);
        }
        int added = Math.toIntExact(chunk.dim(axis).value());
        if (added > capacity - used) {
            throw new IllegalStateException("state " + name + " is full: it holds " + used + " of " + capacity + ", no room for " + added + " more");
        }
        Operation op = engine.operation("append", chunk);
        Strided all = memory.elements();
        engine.arithmetic().copy(op.in(0), all.slice(axis, used, added));
        used += added;
        return op.result(shape.with(axis, Dim.of(used)), all.slice(axis, 0, used).retain());
    }

    @Override
    public void clear() {
        used = 0;
    }

    @Override
    public void close() {
        memory.free();
    }
}
