package org.stagelm.torch;

import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;

/** Memory for the whole capacity, allocated once and written in place; what {@link #append} gives is a view of its beginning. */
final class TorchStateSlot implements StateSlot {

    private final TorchBackend backend;
    private final String name;
    private final int axis;
    private final Shape shape;
    private final long capacity;
    private final TorchValue memory;
    private long used;

    TorchStateSlot(TorchBackend backend, String name, int axis, Shape shape) {
        this.backend = backend;
        this.name = name;
        this.axis = axis < 0 ? axis + shape.rank() : axis;
        this.shape = shape;
        this.capacity = shape.dim(axis).value();
        TorchThread.current();
        this.memory = new TorchValue(allocate());
    }

    private org.bytedeco.pytorch.Tensor allocate() {
        try {
            shape.elements(); // fails where a number does not hold it
            return backend.transfer().empty(backend.floatType(), shape);
        } catch (RuntimeException e) {
            throw NativeFailure.translate("state " + name, e);
        }
    }

    @Override
    public Tensor append(Tensor chunk) {
        backend.checkOpen();
        TorchThread here = TorchThread.current();
        if (here.isRecording()) {
            throw new IllegalStateException("state " + name + " was appended to within a recording: gradients do not pass through it");
        }
        if (chunk.rank() != shape.rank() || !chunk.shape().with(axis, Dim.of(capacity)).equals(shape)) {
            throw new IllegalArgumentException("state " + name + " of " + shape + " along axis " + axis + " cannot take " + chunk);
        }
        long added = chunk.dim(axis).value();
        if (added > capacity - used) {
            throw new IllegalStateException("state " + name + " is full: it holds " + used + " of " + capacity + ", no room for " + added + " more");
        }
        NativeFailure.within("append", () -> {
            try (org.bytedeco.pytorch.Tensor place = memory.tensor().narrow(axis, used, added)) {
                place.copy_(TorchBackend.value(chunk));
            }
        }, chunk);
        used += added;
        return backend.run("append", shape.with(axis, Dim.of(used)), backend.floatType(), () -> memory.tensor().narrow(axis, 0, used), chunk);
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
