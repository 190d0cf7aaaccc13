package org.stagelm.torch;

import org.bytedeco.pytorch.Tensor;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Shape;

/** A leaf of libtorch's autograd. It belongs to whoever asked for it; the tensor that shows its gradient belongs to it. */
final class TorchVariable extends TorchValue {

    private org.stagelm.api.tensor.Tensor gradient;

    TorchVariable(Tensor leaf) {
        super(leaf);
    }

    static TorchVariable of(org.stagelm.api.tensor.Tensor tensor) {
        if (tensor.handle() instanceof TorchVariable variable) {
            return variable;
        }
        throw new IllegalArgumentException(tensor + " is not a variable");
    }

    /** The gradient collected so far, null where there is none. Backward passes add to it in place, so one wrapper serves until it is cleared. */
    org.stagelm.api.tensor.Tensor gradient(TorchBackend backend, Shape shape, DType type) {
        if (gradient == null) {
            Tensor found = tensor().grad();
            if (found.defined()) {
                // The copy shares the memory, and stays valid when libtorch lets go of the gradient.
                gradient = new org.stagelm.api.tensor.Tensor(backend, shape, type, new Lent(new Tensor(found)));
            }
        }
        return gradient;
    }

    void clearGradient() {
        forgetGradient();
        tensor().mutable_grad().reset();
    }

    private void forgetGradient() {
        if (gradient != null) {
            TorchValue.of(gradient).free();
            gradient = null;
        }
    }

    @Override
    void free() {
        forgetGradient();
        super.free();
    }

    /** A value that is not the caller's to close. */
    private static final class Lent extends TorchValue {

        Lent(Tensor tensor) {
            super(tensor);
        }

        @Override
        void release() {
            // the variable frees it
        }
    }
}
