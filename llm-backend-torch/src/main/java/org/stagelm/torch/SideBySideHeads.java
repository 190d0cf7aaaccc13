package org.stagelm.torch;

import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.VoidTensorHook;

/**
 * Libtorch's attention computes heads side by side, on all its threads, each by small products of its own. OpenBLAS does not know that and would share
 * out each of them among its threads, for which all then wait in turn: a step of one long text takes up to four times as long. So within attention,
 * on the way back too, a product stays on its thread.
 */
final class SideBySideHeads implements AutoCloseable {

    private final Crew crew;
    private final VoidTensorHook entering = new VoidTensorHook() {
        @Override
        public void call(TensorBase gradient) {
            crew.takeBlas();
        }
    };
    private final VoidTensorHook leaving = new VoidTensorHook() {
        @Override
        public void call(TensorBase gradient) {
            crew.leaveBlas();
        }
    };

    SideBySideHeads(Crew crew) {
        this.crew = crew;
    }

    /** Runs {@code attention} of q, k and v, and where it is recorded sees to its way back. */
    Tensor compute(Supplier<Tensor> attention, Tensor q, Tensor k, Tensor v) {
        if (q.size(2) * k.size(2) * q.size(3) < Crew.LARGE) {
            return attention.get();
        }
        crew.takeBlas();
        Tensor result = attention.get();
        if (result.requires_grad()) {
            result.register_hook(entering);
            List.of(q, k, v).forEach(this::leaveBehind);
        }
        return result;
    }

    private void leaveBehind(Tensor input) {
        if (input.requires_grad() && !input.is_leaf()) { // a leaf would keep the hook beyond its recording
            input.register_hook(leaving);
        }
    }

    @Override
    public void close() {
        entering.deallocate();
        leaving.deallocate();
    }
}
