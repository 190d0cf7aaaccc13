package org.stagelm.torch;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.stagelm.api.tensor.TensorHandle;

/**
 * A libtorch tensor behind one of ours, with its owner. All native memory is freed through here, and nothing freed reaches libtorch, which would end
 * the JVM.
 */
class TorchValue implements TensorHandle {

    private final Tensor tensor;
    private TorchScope owner;
    private Optional<Derived> derived = Optional.empty();

    /** A tensor computed from this one and from what {@code key} says. */
    private record Derived(Object key, Tensor tensor) {}

    TorchValue(Tensor tensor) {
        this.tensor = tensor;
    }

    /** The value of one of our tensors. */
    static TorchValue of(org.stagelm.api.tensor.Tensor tensor) {
        if (tensor.handle() instanceof TorchValue value) {
            return value;
        }
        throw new IllegalArgumentException("the engine torch was given a tensor of another backend: " + tensor);
    }

    /** The libtorch tensor; it stays this value's. */
    final Tensor tensor() {
        if (tensor.isNull()) {
            throw new IllegalStateException("the tensor was used after it, or the scope that owned it, was closed; let it out with Scope.keep");
        }
        return tensor;
    }

    /** What was last derived from this value, where it was with an equal key. */
    final Optional<Tensor> derived(Object key) {
        return derived.filter(d -> d.key.equals(key)).map(Derived::tensor);
    }

    /** Keeps a tensor computed from this value until the value changes or is freed. */
    final Tensor derive(Object key, Tensor tensor) {
        changed();
        derived = Optional.of(new Derived(key, tensor));
        return tensor;
    }

    /** To be called after the value changed in place. */
    final void changed() {
        derived.ifPresent(d -> d.tensor.deallocate());
        derived = Optional.empty();
    }

    final void ownedBy(TorchScope scope) {
        owner = scope;
    }

    final boolean isOwnedBy(TorchScope scope) {
        return owner == scope;
    }

    /** What its owner's {@code close()} does. */
    void release() {
        free();
    }

    /** Frees the native memory; again, nothing. */
    void free() {
        changed();
        tensor.deallocate();
    }
}
