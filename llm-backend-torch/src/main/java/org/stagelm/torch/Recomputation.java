package org.stagelm.torch;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.bytedeco.pytorch.VoidTensorHook;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Shape;

/**
 * A computation of which libtorch keeps only the input and the result, and which runs again on the way back.
 *
 * <p>JavaCPP has no custom autograd functions, but it has hooks. So the graph gets a stand-in from x to the result: y − the sum of no element of x, which
 * is y to the bit. A hook on y notes the gradient that arrives; libtorch then passes zeros to x, and a hook there puts in their place what going back
 * through a second run gives. The graph stays whole, so x may be used elsewhere too.
 */
final class Recomputation implements AutoCloseable {

    private final TorchBackend engine;
    private final TorchRecording recording;
    private final UnaryOperator<org.stagelm.api.tensor.Tensor> body;
    private final Shape shape;
    private final DType type;
    private final boolean differentiated;
    private final Tensor input;
    private final Tensor anchor;
    private final Arriving arriving = new Arriving();
    private final Passing passing = new Passing();
    private Optional<Tensor> result = Optional.empty();
    private Optional<Tensor> arrived = Optional.empty();
    private Optional<RuntimeException> failure = Optional.empty();

    Recomputation(TorchBackend engine, TorchRecording recording, org.stagelm.api.tensor.Tensor x,
            UnaryOperator<org.stagelm.api.tensor.Tensor> body) {
        this.engine = engine;
        this.recording = recording;
        this.body = body;
        this.shape = x.shape();
        this.type = x.type();
        Tensor value = TorchBackend.value(x);
        this.differentiated = value.requires_grad();
        this.input = value.detach();
        this.anchor = differentiated ? value.view_as(value) : leaf(value, true);
        anchor.register_hook(passing);
    }

    private static Tensor leaf(Tensor values, boolean differentiated) {
        Tensor leaf = values.detach();
        leaf.set_requires_grad(differentiated);
        return leaf;
    }

    /** The first run: its result, owned by the innermost scope. */
    org.stagelm.api.tensor.Tensor result(org.stagelm.api.tensor.Tensor x) {
        First first = new First(x);
        TorchThread.current().withoutGrad(first);
        try (Tensor plain = first.plain) {
            return engine.run("recompute", first.shape, first.type, () -> first.type.isFloating() ? linked(plain) : plain.alias(), x);
        }
    }

    private final class First implements Runnable {

        private final org.stagelm.api.tensor.Tensor x;
        private Tensor plain;
        private Shape shape;
        private DType type;

        First(org.stagelm.api.tensor.Tensor x) {
            this.x = x;
        }

        @Override
        public void run() {
            try (TorchScope scope = new TorchScope()) {
                org.stagelm.api.tensor.Tensor y = body.apply(x);
                shape = y.shape();
                type = y.type();
                plain = TorchBackend.value(y).detach();
            }
        }
    }

    private Tensor linked(Tensor plain) {
        try (Tensor rows = anchor.dim() == 0 ? anchor.unsqueeze(0) : anchor.alias(); Tensor none = rows.narrow(0, 0, 0); Tensor sum = none.sum();
                Tensor zero = sum.to(plain.scalar_type())) {
            Tensor y = plain.sub(zero);
            y.register_hook(arriving);
            result = Optional.of(new Tensor(y));
            return y;
        }
    }

    /** What the body threw in its second run; libtorch passes on only its message. */
    Optional<RuntimeException> failure() {
        return failure;
    }

    private void runAgain(TensorBase zeros) {
        TorchThread here = TorchThread.current();
        try (TorchScope scope = new TorchScope()) {
            TorchValue x = here.own(new TorchValue(leaf(input, differentiated)));
            Tensor y = TorchBackend.value(body.apply(new org.stagelm.api.tensor.Tensor(engine, shape, type, x)));
            if (y.requires_grad()) {
                TorchRecording.backward(y, arrived.orElseThrow());
            }
            Tensor gradient = x.tensor().grad();
            recording.passes(new Tensor(gradient.defined() ? gradient : zeros));
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            throw e;
        } finally {
            input.deallocate();
            arrived.ifPresent(Tensor::deallocate);
        }
    }

    /** After this, going back through the graph once more, which outlives its recording where a tensor of it was kept, no longer comes by here. */
    @Override
    public void close() {
        result.ifPresent(y -> y.remove_hook(0));
        anchor.remove_hook(0);
        result.ifPresent(Tensor::deallocate);
        arrived.ifPresent(Tensor::deallocate);
        input.deallocate();
        anchor.deallocate();
        arriving.deallocate();
        passing.deallocate();
    }

    /** Notes the gradient of the result. */
    private final class Arriving extends VoidTensorHook {

        @Override
        public void call(TensorBase gradient) {
            arrived = Optional.of(new Tensor(gradient));
        }
    }

    /** Gives the gradient of the input. */
    private final class Passing extends TensorTensorHook {

        @Override
        public TensorBase call(TensorBase zeros) {
            TorchThread.current().withGrad(true, () -> runAgain(zeros));
            return recording.passed();
        }
    }
}
