package org.stagelm.nd4j;

import java.util.Optional;
import java.util.stream.Stream;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.DType;
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
import org.stagelm.nd4j.kernel.PendingSum;
import org.stagelm.nd4j.kernel.RotationKernel;
import org.stagelm.nd4j.kernel.RotationKernel.Angles;
import org.stagelm.nd4j.kernel.Sight;
import org.stagelm.nd4j.kernel.Softmaxes;
import org.stagelm.nd4j.kernel.Softmaxes.CrossEntropy;
import org.stagelm.nd4j.kernel.Sums;
import org.stagelm.nd4j.memory.Strided;
import org.stagelm.nd4j.tape.Backward;

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
        Strided y = op.run(() -> products().product(lines, weights.transpose(), Optional.empty())).reshape(op.sizes(result)).orElseThrow();
        int[] sizes = op.in(0).sizes();
        Backward backward = (g, into) -> {
            Strided slopes = lines(g, rows, out);
            into.gather(0, sum -> products().product(slopes, weights, sum).reshape(sizes).orElseThrow());
            into.gather(1, sum -> products().product(slopes.transpose(), lines, sum));
            if (bias.isPresent() && into.wants(2)) {
                into.add(2, sums.sum(slopes, out));
            }
            slopes.release();
        };
        Tensor to = bias.isPresent() ? op.result(result, new PendingSum(y, op.in(2).retain()), backward, lines, weights)
                : op.result(result, y, backward, lines, weights);
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
        Optional<Strided> done = value(x).computeBy(sum -> elementwise().apply(function, sum));
        Operation op = operation(name, x);
        Strided a = op.in(0);
        Strided y = done.orElseGet(() -> op.run(() -> elementwise().apply(function, a)));
        return op.result(x.shape(), y, (g, to) -> to.add(0, elementwise().slope(function, a, g)), a);
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
        void pass(Strided g);
    }

    private void withDense(Strided g, DenseGradient gradient) {
        Strided slopes = arithmetic().dense(g);
        try {
            gradient.pass(slopes);
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
            return op.result(x.shape(), y, (g, to) -> withDense(g, slopes -> to.add(0, softmaxes.softmaxGradient(y, slopes))), y);
        }, x);
    }

    @Override
    public final Tensor logSoftmax(Tensor x) {
        if (!isFast(x)) {
            return super.logSoftmax(x);
        }
        return dense("logSoftmax", (op, from) -> {
            Strided y = op.run(() -> softmaxes.logSoftmax(from));
            return op.result(x.shape(), y, (g, to) -> withDense(g, slopes -> to.add(0, softmaxes.logSoftmaxGradient(y, slopes))), y);
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
        Strided gain = arithmetic().dense(value(inputs[1]).elements());
        Optional<Strided> bias = inputs.length > 2 ? Optional.of(arithmetic().dense(value(inputs[2]).elements())) : Optional.empty();
        try {
            Optional<Strided> done = value(inputs[0]).computeBy(sum -> norms.apply(sum, gain, bias, eps, centered));
            return dense(name, (op, x) -> {
                Strided y = done.orElseGet(() -> op.run(() -> norms.apply(x, gain, bias, eps, centered)));
                return op.result(inputs[0].shape(), y, (g, to) -> withDense(g, slopes -> {
                    if (to.wants(0)) {
                        to.gather(0, sum -> addRest(norms.gradients(x, gain, slopes, eps, centered, sum), inputs.length, to));
                    } else {
                        addRest(norms.gradients(x, gain, slopes, eps, centered, Optional.empty()), inputs.length, to).release();
                    }
                }), x, gain);
            }, inputs);
        } finally {
            gain.release();
            bias.ifPresent(Strided::release);
        }
    }

    /** Passes on the gradients of a norm's parameters, and gives that of its input. */
    private static Strided addRest(Strided[] gradients, int inputs, Backward.Inputs to) {
        for (int i = 1; i < gradients.length; i++) {
            if (i < inputs) {
                to.add(i, gradients[i]);
            } else {
                gradients[i].release();
            }
        }
        return gradients[0];
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
        if (!isFast(a.query(), keys, values) || a.softcap().isPresent() || a.bias().isPresent() || a.mask().window().orElse(1) < 1) {
            return super.attend(a);
        }
        Tensor query = a.rotary().isPresent() ? rotate(a.query(), a.rotary().get()) : a.query();
        keys = a.rotary().isPresent() ? rotate(keys, a.rotary().get()) : keys;
        if (a.cache().isPresent()) {
            keys = a.cache().get().keys().append(keys);
            values = a.cache().get().values().append(values);
        }
        return attend(query, keys, values, a);
    }

    private Tensor attend(Tensor query, Tensor keys, Tensor values, Attend a) {
        Operation op = operation("attend", query, keys, values);
        Sight sight = new Sight(a.mask().causal(), a.mask().window().orElse(0));
        Optional<Strided> visible = a.mask().visible().map(v -> value(v).elements());
        Inputs inputs = op.run(() -> attention.prepare(new Inputs(op.in(0), op.in(1), op.in(2), sight, visible, a.dropout(), (float) a.scale())));
        Outcome outcome = op.run(() -> attention.apply(inputs));
        Tensor result = op.result(query.shape().with(3, values.dim(3)), outcome.result(), (g, to) -> {
            Strided[] gradients = attention.gradients(inputs, outcome, g);
            for (int i = 0; i < gradients.length; i++) {
                to.add(i, gradients[i]);
            }
        }, Stream.concat(visible.stream(), Stream.of(inputs.q(), inputs.k(), inputs.v(), outcome.logSums())).toArray(Strided[]::new));
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
