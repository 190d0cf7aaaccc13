package org.stagelm.torch;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Tensor;

/** A scope in which libtorch's grad mode is on. */
final class TorchRecording extends TorchScope implements Recording {

    private final TorchBackend backend;
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
        NativeFailure.within("backward", () -> {
            if (scale == 1) {
                value.backward();
            } else {
                backward(value, scale);
            }
        }, loss);
    }

    private static void backward(org.bytedeco.pytorch.Tensor loss, double scale) {
        try (Scalar factor = new Scalar(scale); BoolOptional retain = new BoolOptional(); TensorArrayRefOptional all = new TensorArrayRefOptional();
                org.bytedeco.pytorch.Tensor gradient = torch.full_like(loss, factor)) {
            loss.backward(gradient, retain, false, all);
        }
    }
}
