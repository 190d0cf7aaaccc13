package org.stagelm.torch;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;

/** The fused operations, by libtorch's own kernels. */
abstract class TorchFusedBackend extends TorchBackend {

    /** The mean over the rows, in libtorch's numbering of reductions. */
    private static final long MEAN = 1;

    private final Crew crew;
    private final FewRows fewRows;
    private final Attention attention;

    TorchFusedBackend(DType floatType, TorchDevice device, int threads) {
        super(floatType, device);
        this.crew = new Crew(threads);
        this.fewRows = new FewRows(crew);
        this.attention = new Attention(crew);
    }

    /** Ends the threads. */
    void closeFused() {
        crew.close();
        attention.close();
    }

    @Override
    public final Tensor linear(Tensor x, Tensor weight, Optional<Tensor> bias, Shape result) {
        return run("linear", result, x.type(), () -> {
            if (device().isHost() && FewRows.fit(x, weight)) {
                return fewRows.linear(value(x), value(weight), bias.map(TorchBackend::value), result);
            }
            crew.leaveBlas(x.shape().elements() * weight.dim(0).value());
            if (bias.isEmpty()) {
                return torch.linear(value(x), value(weight), Absent.TENSOR);
            }
            try (TensorOptional b = new TensorOptional(value(bias.get()))) {
                return torch.linear(value(x), value(weight), b);
            }
        }, x, weight);
    }

    @Override
    public final Tensor gelu(Tensor x) {
        return run("gelu", x.shape(), x.type(), () -> torch.gelu(value(x)), x);
    }

    @Override
    public final Tensor geluTanh(Tensor x) {
        return run("geluTanh", x.shape(), x.type(), () -> torch.gelu(value(x), "tanh"), x);
    }

    @Override
    public final Tensor silu(Tensor x) {
        return run("silu", x.shape(), x.type(), () -> torch.silu(value(x)), x);
    }

    @Override
    public final Tensor softmax(Tensor x) {
        return run("softmax", x.shape(), x.type(), () -> torch.softmax(value(x), -1), x);
    }

    @Override
    public final Tensor logSoftmax(Tensor x) {
        return run("logSoftmax", x.shape(), x.type(), () -> torch.log_softmax(value(x), -1), x);
    }

    @Override
    public final Tensor layerNorm(Tensor x, Tensor gain, Optional<Tensor> bias, double eps) {
        long[] width = {gain.dim(0).value()};
        return run("layerNorm", x.shape(), x.type(), () -> {
            expectSameType(x, gain);
            try (TensorOptional g = new TensorOptional(value(gain))) {
                if (bias.isEmpty()) {
                    return torch.layer_norm(value(x), width, g, Absent.TENSOR, eps, false);
                }
                try (TensorOptional b = new TensorOptional(value(bias.get()))) {
                    return torch.layer_norm(value(x), width, g, b, eps, false);
                }
            }
        }, x, gain);
    }

    @Override
    public final Tensor rmsNorm(Tensor x, Tensor gain, double eps) {
        long[] width = {gain.dim(0).value()};
        return run("rmsNorm", x.shape(), x.type(), () -> {
            expectSameType(x, gain);
            try (TensorOptional g = new TensorOptional(value(gain)); DoubleOptional e = new DoubleOptional(eps)) {
                return torch.rms_norm(value(x), width, g, e);
            }
        }, x, gain);
    }

    @Override
    public final Tensor crossEntropy(Tensor logits, Tensor targets, long ignored) {
        long vocabulary = logits.dim(-1).value();
        return run("crossEntropy", Shape.of(new long[0]), logits.type(), () -> {
            try (org.bytedeco.pytorch.Tensor lines = value(logits).reshape(-1, vocabulary);
                    org.bytedeco.pytorch.Tensor ids = value(targets).reshape(-1)) {
                return torch.cross_entropy_loss(lines, ids, Absent.TENSOR, MEAN, ignored, 0);
            }
        }, logits, targets);
    }

    @Override
    public final Tensor attend(Attend a) {
        if (a.softcap().isPresent() || a.dropout().isPresent()) {
            return super.attend(a); // libtorch's kernel has neither
        }
        Tensor q = a.rotary().isPresent() ? rotate(a.query(), a.rotary().get()) : a.query();
        Tensor k = a.rotary().isPresent() ? rotate(a.key(), a.rotary().get()) : a.key();
        Tensor keys = a.cache().isPresent() ? a.cache().get().keys().append(k) : k;
        Tensor values = a.cache().isPresent() ? a.cache().get().values().append(a.value()) : a.value();
        Attention.Sizes sizes = new Attention.Sizes(q.dim(0).value(), q.dim(1).value(), keys.dim(1).value(), q.dim(2).value(), keys.dim(2).value(),
                q.dim(3).value());
        return run("attend", q.shape().with(3, values.dim(3)), q.type(), () -> {
            if (a.bias().isEmpty()) {
                return attention.compute(q, value(keys), value(values), sizes, a.mask(), Absent.TENSOR, a.scale());
            }
            try (TensorOptional bias = new TensorOptional(value(a.bias().get()))) {
                return attention.compute(q, value(keys), value(values), sizes, a.mask(), bias, a.scale());
            }
        }, q, keys, values);
    }

    @Override
    public final Tensor rotate(Tensor x, Rotary rotary) {
        long rotated = 2 * rotary.cos().dim(-1).value();
        return run("rotate", x.shape(), x.type(), () -> Rotation.rotate(value(x), x.dim(3).value(), rotated, rotary), x, rotary.cos());
    }

    @Override
    public final Tensor dropout(Tensor x, Dropout dropout) {
        return run("dropout", x.shape(), x.type(), () -> Dropping.drop(value(x), x.type(), x.shape(), dropout, transfer()), x);
    }

    @Override
    public final Tensor recompute(Tensor x, UnaryOperator<Tensor> body) {
        Optional<TorchRecording> recording = TorchThread.current().recording();
        if (recording.isEmpty() || !x.type().isFloating()) {
            return body.apply(x);
        }
        Recomputation recomputation = new Recomputation(this, recording.get(), x, body);
        recording.get().add(recomputation);
        return recomputation.result(x);
    }
}
