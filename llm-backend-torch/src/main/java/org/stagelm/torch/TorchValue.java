package org.stagelm.torch;

import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.stagelm.api.tensor.TensorHandle;

/**
 * A libtorch tensor behind one of ours, with its owner. All native memory is freed through here, and nothing freed reaches libtorch, which would end the
 * JVM.
 */
class TorchValue implements TensorHandle {

    private final Tensor tensor;
    private TorchScope owner;
    private Tensor derived;

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

    /** A tensor computed from this one, kept so that it need not be computed again. */
    final Optional<Tensor> derived() {
        return Optional.ofNullable(derived);
    }

    /** Keeps {@code tensor} as long as this value lives. */
    final Tensor derive(Tensor tensor) {
        derived = tensor;
        return tensor;
    }

    final Optional<TorchScope> owner() {
        return Optional.ofNullable(owner);
    }

    final void ownedBy(TorchScope scope) {
        owner = scope;
    }

    /** True for scope {@code scope} alone: without the cost of an Optional, for the loop that closes a scope. */
    final boolean isOwnedBy(TorchScope scope) {
        return owner == scope;
    }

    /** What its owner's {@code close()} does. */
    void release() {
        free();
    }

    /** Frees the native memory; again, nothing. */
    void free() {
        if (derived != null) {
            derived.deallocate();
            derived = null;
        }
        tensor.deallocate();
    }
}
