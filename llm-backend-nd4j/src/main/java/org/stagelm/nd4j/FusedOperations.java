package org.stagelm.nd4j;

import java.util.Optional;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.nd4j.kernel.AttentionKernel;
import org.stagelm.nd4j.kernel.AttentionKernel.Inputs;
import org.stagelm.nd4j.kernel.AttentionKernel.Outcome;
import org.stagelm.nd4j.kernel.Compute;
import org.stagelm.nd4j.kernel.Function;
import org.stagelm.nd4j.kernel.LookUps;
import org.stagelm.nd4j.kernel.Norms;
import org.stagelm.nd4j.kernel.RotationKernel;
import org.stagelm.nd4j.kernel.RotationKernel.Angles;
import org.stagelm.nd4j.kernel.Sight;
import org.stagelm.nd4j.kernel.Softmaxes;
import org.stagelm.nd4j.kernel.Softmaxes.CrossEntropy;
import org.stagelm.nd4j.kernel.Sums;
import org.stagelm.nd4j.memory.Strided;

/** The fused operations, one kernel each way; other types than FLOAT32 take the default bodies made of primitives. */
abstract class FusedOperations extends ArrayOperations {

    private final Norms norms;
    private final Softmaxes softmaxes;
    private final AttentionKernel attention;
    private final RotationKernel rotation;
    private final Sums sums;

    FusedOperations(Compute compute) {
        super(compute);
        this.norms = new Norms(compute);
        this.softmaxes = new Softmaxes(compute);
        this.attention = new AttentionKernel(compute);
        this.rotation = new RotationKernel(compute);
        this.sums = new Sums(compute);
    }

    private static boolean isFast(Tensor... inputs) {
        for (Tensor input : inputs) {
            if (input.type() != DType.FLOAT32) {
                return false;
            }
        }
        return true;
    }

    @Override
    public final Tensor linear(Tensor x, Tensor weight, Optional<Tensor> bias, Shape result) {
        Tensor[] inputs = bias.map(b -> new Tensor[] {x, weight, b}).orElseGet(() -> new Tensor[] {x, weight});
        if (!isFast(inputs)) {
            return super.linear(x, weight, bias, result);
        }
        Operation op = operation("linear", inputs);
        int in = op.in(1).size(1);
        int out = op.in(1).size(0);
        int rows = rows(op.in(0));
        Strided weights = op.in(1);
        Strided lines = lines(op.in(0), rows, in);
        Strided y = op.run(() -> products().linear(lines, weights, bias.map(b -> op.in(2))));
        int[] sizes = op.in(0).sizes();
        Tensor to = op.result(result, y.reshape(Strided.sizes(result)).orElseThrow(), (g, into) -> {
            Strided slopes = lines(g, rows, out);
            if (into.wants(0)) {
                into.add(0, products().product(slopes, weights, Optional.empty()).reshape(sizes).orElseThrow());
            }
            if (into.wants(1)) {
                into.add(1, products().product(slopes.transpose(), lines, Optional.empty()));
            }
            if (bias.isPresent() && into.wants(2)) {
                into.add(2, sums.sum(slopes, out));
            }
            slopes.release();
        }, lines, weights);
        lines.release();
        return to;
    }

    private static int rows(Strided x) {
        int rows = 1;
        for (int axis = 0; axis < x.rank() - 1; axis++) {
            rows *= x.size(axis);
        }
        return rows;
    }

    /** [..., n] as [rows, n]; gives one reference. */
    private Strided lines(Strided x, int rows, int n) {
        return x.reshape(rows, n).map(Strided::retain).orElseGet(() -> arithmetic().dense(x).reshape(rows, n).orElseThrow());
    }

    // Activations

    private Tensor activation(Function function, String name, Tensor x) {
        Operation op = operation(name, x);
        Strided a = op.in(0);
        return op.result(x.shape(), op.run(() -> elementwise().apply(function, a)), (g, to) -> to.add(0, elementwise().slope(function, a, g)), a);
    }

    @Override
    public final Tensor gelu(Tensor x) {
        return isFast(x) ? activation(Function.GELU, "gelu", x) : super.gelu(x);
    }

    @Override
    public final Tensor geluTanh(Tensor x) {
        return isFast(x) ? activation(Function.GELU_TANH, "geluTanh", x) : super.geluTanh(x);
    }

    @Override
    public final Tensor silu(Tensor x) {
        return isFast(x) ? activation(Function.SILU, "silu", x) : super.silu(x);
    }

    // Over the last axis

    /** Runs a kernel on dense elements. */
    private interface DenseKernel {
        Tensor run(Operation op, Strided x);
    }

    private Tensor dense(String name, DenseKernel kernel, Tensor... inputs) {
        Operation op = operation(name, inputs);
        Strided x = arithmetic().dense(op.in(0));
        try {
            return kernel.run(op, x);
        } finally {
            x.release();
        }
    }

    /** Passes a gradient back through a kernel that wants it dense. */
    private interface DenseGradient {
        Strided of(Strided g);
    }

    private Strided withDense(Strided g, DenseGradient gradient) {
        Strided slopes = arithmetic().dense(g);
        try {
            return gradient.of(slopes);
        } finally {
            slopes.release();
        }
    }

    @Override
    public final Tensor softmax(Tensor x) {
        if (!isFast(x)) {
            return super.softmax(x);
        }
        return dense("softmax", (op, from) -> {
            Strided y = op.run(() -> softmaxes.softmax(from));
            return op.result(x.shape(), y, (g, to) -> to.add(0, withDense(g, slopes -> softmaxes.softmaxGradient(y, slopes))), y);
        }, x);
    }

    @Override
    public final Tensor logSoftmax(Tensor x) {
        if (!isFast(x)) {
            return super.logSoftmax(x);
        }
        return dense("logSoftmax", (op, from) -> {
            Strided y = op.run(() -> softmaxes.logSoftmax(from));
            return op.result(x.shape(), y, (g, to) -> to.add(0, withDense(g, slopes -> softmaxes.logSoftmaxGradient(y, slopes))), y);
        }, x);
    }

    @Override
    public final Tensor layerNorm(Tensor x, Tensor gain, Optional<Tensor> bias, double eps) {
        Tensor[] inputs = bias.map(b -> new Tensor[] {x, gain, b}).orElseGet(() -> new Tensor[] {x, gain});
        return isFast(inputs) ? norm("layerNorm", eps, true, inputs) : super.layerNorm(x, gain, bias, eps);
    }

    @Override
    public final Tensor rmsNorm(Tensor x, Tensor gain, double eps) {
        return isFast(x, gain) ? norm("rmsNorm", eps, false, x, gain) : super.rmsNorm(x, gain, eps);
    }

    private Tensor norm(String name, double eps, boolean centered, Tensor... inputs) {
        return dense(name, (op, x) -> {
            Strided gain = arithmetic().dense(op.in(1));
            Optional<Strided> bias = inputs.length > 2 ? Optional.of(arithmetic().dense(op.in(2))) : Optional.empty();
            try {
                Strided y = op.run(() -> norms.apply(x, gain, bias, eps, centered));
                return op.result(inputs[0].shape(), y, (g, to) -> {
                    Strided slopes = arithmetic().dense(g);
                    Strided[] gradients = norms.gradients(x, gain, slopes, eps, centered);
                    slopes.release();
                    for (int i = 0; i < gradients.length; i++) {
                        if (i < inputs.length) {
                            to.add(i, gradients[i]);
                        } else {
                            gradients[i].release();
                        }
                    }
                }, x, gain);
            } finally {
                gain.release();
                bias.ifPresent(Strided::release);
            }
        }, inputs);
    }

    @Override
    public final Tensor crossEntropy(Tensor logits, Tensor targets, long ignored) {
        if (!isFast(logits)) {
            return super.crossEntropy(logits, targets, ignored);
        }
        return dense("crossEntropy", (op, x) -> {
            long[] ids = op.run(() -> LookUps.ids(op.in(1), x.size(-1), ignored));
            CrossEntropy done = op.run(() -> softmaxes.crossEntropy(x, ids, ignored));
            Tensor loss = op.result(Shape.of(new long[0]), done.loss(),
                    (g, to) -> to.add(0, softmaxes.crossEntropyGradient(x, ids, ignored, done.logSums(), done.counted(), g)), x, done.logSums());
            done.logSums().release();
            return loss;
        }, logits, targets);
    }

    // Attention

    @Override
    public final Tensor attend(Attend a) {
        Tensor keys = a.key();
        Tensor values = a.value();
        if (!isFast(a.query(), keys, values) || a.softcap().isPresent() || a.bias().isPresent() || a.dropout().isPresent()
                || a.mask().visible().isPresent() || a.mask().window().orElse(1) < 1) {
            return super.attend(a);
        }
        Tensor query = a.rotary().isPresent() ? rotate(a.query(), a.rotary().get()) : a.query();
        keys = a.rotary().isPresent() ? rotate(keys, a.rotary().get()) : keys;
        if (a.cache().isPresent()) {
            keys = a.cache().get().keys().append(keys);
            values = a.cache().get().values().append(values);
        }
        return attend(query, keys, values, a.mask(), a.scale());
    }

    private Tensor attend(Tensor query, Tensor keys, Tensor values, Mask mask, double scale) {
        Operation op = operation("attend", query, keys, values);
        Sight sight = new Sight(mask.causal(), mask.window().orElse(0));
        Inputs inputs = op.run(() -> attention.prepare(new Inputs(op.in(0), op.in(1), op.in(2), sight, (float) scale)));
        Outcome outcome = op.run(() -> attention.apply(inputs));
        Tensor result = op.result(query.shape().with(3, values.dim(3)), outcome.result(), (g, to) -> {
            Strided[] gradients = attention.gradients(inputs, outcome, g);
            for (int i = 0; i < gradients.length; i++) {
                to.add(i, gradients[i]);
            }
        }, inputs.q(), inputs.k(), inputs.v(), outcome.logSums());
        inputs.release();
        outcome.logSums().release();
        return result;
    }

    @Override
    public final Tensor rotate(Tensor x, Rotary rotary) {
        Operation op = operation("rotate", x, rotary.cos(), rotary.sin());
        if (!isFast(x, rotary.cos(), rotary.sin()) || op.isTracked(1) || op.isTracked(2)) {
            return super.rotate(x, rotary);
        }
        Angles angles = new Angles(arithmetic().dense(op.in(1)), arithmetic().dense(op.in(2)), rotary.interleaved());
        Strided y = op.run(() -> rotation.turn(op.in(0), angles, false));
        Tensor turned = op.result(x.shape(), y, (g, to) -> to.add(0, rotation.turn(g, angles, true)), angles.cos(), angles.sin());
        angles.cos().release();
        angles.sin().release();
        return turned;
    }
}
