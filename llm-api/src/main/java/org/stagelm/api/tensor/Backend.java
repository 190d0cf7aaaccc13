package org.stagelm.api.tensor;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a backend must do. {@link Tensor} has checked the shapes before it calls, and hands over the result's where it is not the input's.
 *
 * <p>The first part are primitives. The second are fused operations whose default bodies are made of primitives; an engine overrides them for speed, and
 * the contract kit holds both to the same values. Both operands of an operation have one type; an engine refuses a mixture. An integer tensor with a whole
 * number stays an integer tensor. New operations come with a default body, so a backend built against an older version keeps working.
 */
public interface Backend {

    // Primitives

    Tensor unary(Unary function, Tensor x);

    Tensor binary(Binary function, Tensor a, Tensor b, Shape result);

    Tensor binary(Binary function, Tensor a, double b);

    Tensor compare(Comparison comparison, Tensor a, Tensor b, Shape result);

    Tensor where(Tensor condition, Tensor a, Tensor b, Shape result);

    Tensor reduce(Reduction reduction, Tensor x, int axis, boolean keep, Shape result);

    Tensor matmul(Tensor a, Tensor b, Shape result);

    Tensor reshape(Tensor x, Shape to);

    Tensor permute(Tensor x, int[] axes, Shape result);

    Tensor slice(Tensor x, int axis, Dim from, Dim length, Shape result);

    Tensor concat(List<Tensor> parts, int axis, Shape result);

    Tensor expand(Tensor x, Shape to);

    Tensor cast(Tensor x, DType to);

    /** Rows of {@code table} at {@code ids}. */
    Tensor gather(Tensor table, Tensor ids, Shape result);

    /** One element along the last axis for each id. */
    Tensor pick(Tensor x, Tensor ids, Shape result);

    /** INT64 [length]: from, from + 1, … */
    Tensor arange(Dim from, Dim length);

    /** Numbers known while the model is written down, in the backend's float type. */
    Tensor constant(float[] values, long... shape);

    /** The float type activations have here; parameters enter a computation in it. */
    DType floatType();

    /** Opens a scope on this thread. */
    Scope scope();

    /** Frees a tensor that no scope owns. */
    void release(Tensor tensor);

    /**
     * Memory that grows along {@code axis} from pass to pass, such as an attention's keys.
     *
     * @param name unique in the model
     * @param shape with the capacity as size of {@code axis}
     */
    StateSlot state(String name, int axis, Shape shape);

    // Fused, with default bodies

    default Tensor linear(Tensor x, Tensor weight, Optional<Tensor> bias, Shape result) {
        Tensor y = x.matmul(weight.transpose(0, 1));
        return bias.isPresent() ? y.add(bias.get()) : y;
    }

    default Tensor gelu(Tensor x) {
        return x.mul(x.mul(Math.sqrt(0.5)).erf().add(1)).mul(0.5);
    }

    default Tensor geluTanh(Tensor x) {
        Tensor inner = x.add(x.mul(x).mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI));
        return x.mul(inner.tanh().add(1)).mul(0.5);
    }

    default Tensor silu(Tensor x) {
        return x.mul(x.sigmoid());
    }

    default Tensor softmax(Tensor x) {
        if (Shapes.isEmpty(x.dim(-1))) {
            return x; // rows of nothing have no largest element
        }
        Tensor e = x.sub(x.max(-1, true)).exp();
        return e.div(e.sum(-1, true));
    }

    default Tensor logSoftmax(Tensor x) {
        if (Shapes.isEmpty(x.dim(-1))) {
            return x;
        }
        Tensor shifted = x.sub(x.max(-1, true));
        return shifted.sub(shifted.exp().sum(-1, true).log());
    }

    default Tensor layerNorm(Tensor x, Tensor gain, Optional<Tensor> bias, double eps) {
        Tensor centered = x.sub(x.mean(-1, true));
        Tensor y = centered.div(centered.square().mean(-1, true).add(eps).sqrt()).mul(gain);
        return bias.isPresent() ? y.add(bias.get()) : y;
    }

    default Tensor rmsNorm(Tensor x, Tensor gain, double eps) {
        return x.div(x.square().mean(-1, true).add(eps).sqrt()).mul(gain);
    }

    default Tensor crossEntropy(Tensor logits, Tensor targets, long ignored) {
        return DefaultBodies.crossEntropy(logits, targets, ignored);
    }

    default Tensor attend(Attend a) {
        return DefaultBodies.attend(a);
    }

    /** Rotates the first 2 · R/2 dimensions of every head of x [B, H, T, D]. */
    default Tensor rotate(Tensor x, Rotary rotary) {
        return DefaultBodies.rotate(x, rotary);
    }

    /**
     * {@code body} of {@code x}, for less memory and more time where it is recorded (Chen et al. 2016). An engine that overrides this, while a
     * recording is open, runs {@code body} without recording, keeps of it only {@code x} and the result, and on the way back runs it again, recording,
     * to pass the gradient to {@code x} and to the variables in it. What {@link Tensor#recompute} says of a body holds; this default records it as ever.
     */
    default Tensor recompute(Tensor x, UnaryOperator<Tensor> body) {
        return body.apply(x);
    }

    /** Sets elements to zero by {@code dropout.key()} and scales the others. */
    Tensor dropout(Tensor x, Dropout dropout);
}
