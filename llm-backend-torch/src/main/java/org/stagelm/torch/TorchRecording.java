package org.stagelm.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Tensor;

/** A scope in which libtorch's grad mode is on. */
final class TorchRecording extends TorchScope implements Recording {

    private final TorchBackend backend;
    private final List<Recomputation> recomputations = new ArrayList<>();
    private Optional<org.bytedeco.pytorch.Tensor> passed = Optional.empty();
    private boolean done;

    TorchRecording(TorchBackend backend) {
        super(true);
        this.backend = backend;
    }

    @Override
    public void backward(Tensor loss, double scale) {
        backend.checkOpen();
        if (isClosed() || done) {
            throw new IllegalStateException("backward runs once, while its recording is open");
        }
        if (loss.shape().rank() > 0 && loss.shape().elements() != 1) {
            throw new IllegalArgumentException("backward starts from a scalar, the loss is " + loss);
        }
        done = true;
        org.bytedeco.pytorch.Tensor value = TorchValue.of(loss).tensor();
        try {
            NativeFailure.within("backward", () -> {
                if (scale == 1) {
                    value.backward();
                } else {
                    backward(value, scale);
                }
            }, loss);
        } catch (RuntimeException e) {
            throw recomputations.stream().flatMap(r -> r.failure().stream()).reduce((outer, inner) -> inner).orElse(e);
        }
    }

    private static void backward(org.bytedeco.pytorch.Tensor loss, double scale) {
        try (Scalar factor = new Scalar(scale); org.bytedeco.pytorch.Tensor gradient = torch.full_like(loss, factor)) {
            backward(loss, gradient);
        }
    }

    /** Goes back from {@code y}, and frees what libtorch has saved for it on the way. */
    static void backward(org.bytedeco.pytorch.Tensor y, org.bytedeco.pytorch.Tensor gradient) {
        try (BoolOptional retain = new BoolOptional(); TensorArrayRefOptional all = new TensorArrayRefOptional()) {
            y.backward(gradient, retain, false, all);
        }
    }

    /** Closes {@code recomputation} with this recording. */
    void add(Recomputation recomputation) {
        recomputations.add(recomputation);
    }

    /** Holds a gradient that a hook gives until libtorch has taken it, as it has by the time the next one comes. */
    void passes(org.bytedeco.pytorch.Tensor gradient) {
        passed.ifPresent(org.bytedeco.pytorch.Tensor::deallocate);
        passed = Optional.of(gradient);
    }

    org.bytedeco.pytorch.Tensor passed() {
        return passed.orElseThrow();
    }

    @Override
    void ending() {
        passed.ifPresent(org.bytedeco.pytorch.Tensor::deallocate);
        recomputations.forEach(Recomputation::close);
        recomputations.clear();
    }
}
