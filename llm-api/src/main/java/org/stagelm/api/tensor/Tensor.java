package org.stagelm.api.tensor;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A tensor: a shape, an element type and a value that lives on a {@link Backend}. Its methods check shapes, then call the backend; an error names the
 * operation, the shapes and the layer. Elementwise operations broadcast as NumPy's do. Axes may be negative, counted from the end.
 *
 * <p>There is deliberately no way to read a value here: {@code forward()} never waits for one. Engines read with {@link Engine#read}.
 */
public final class Tensor implements AutoCloseable {

    private final Backend backend;
    private final Shape shape;
    private final DType type;
    private final TensorHandle handle;

    /** For backends: wraps what an operation gave. */
    public Tensor(Backend backend, Shape shape, DType type, TensorHandle handle) {
        this.backend = backend;
        this.shape = shape;
        this.type = type;
        this.handle = handle;
    }

    public Backend backend() {
        return backend;
    }

    public Shape shape() {
        return shape;
    }

    public DType type() {
        return type;
    }

    /** The backend's own value behind this tensor. */
    public TensorHandle handle() {
        return handle;
    }

    public int rank() {
        return shape.rank();
    }

    public Dim dim(int axis) {
        return shape.dim(Shapes.axis("dim", shape, axis));
    }

    /** Frees a tensor that no scope owns; freeing twice does nothing. */
    @Override
    public void close() {
        backend.release(this);
    }

    // Elementwise, one tensor

    public Tensor neg() {
        return backend.unary(Unary.NEGATE, this);
    }

    public Tensor abs() {
        return backend.unary(Unary.ABS, this);
    }

    public Tensor exp() {
        return backend.unary(Unary.EXP, this);
    }

    public Tensor log() {
        return backend.unary(Unary.LOG, this);
    }

    public Tensor sqrt() {
        return backend.unary(Unary.SQRT, this);
    }

    public Tensor reciprocal() {
        return backend.unary(Unary.RECIPROCAL, this);
    }

    public Tensor sin() {
        return backend.unary(Unary.SIN, this);
    }

    public Tensor cos() {
        return backend.unary(Unary.COS, this);
    }

    public Tensor tanh() {
        return backend.unary(Unary.TANH, this);
    }

    public Tensor sigmoid() {
        return backend.unary(Unary.SIGMOID, this);
    }

    public Tensor erf() {
        return backend.unary(Unary.ERF, this);
    }

    public Tensor square() {
        return mul(this);
    }

    // Activations

    public Tensor relu() {
        return backend.unary(Unary.RELU, this);
    }

    /** x Φ(x), exact (Hendrycks and Gimpel 2016). */
    public Tensor gelu() {
        return backend.gelu(this);
    }

    /** The tanh approximation of GELU, as in GPT-2. */
    public Tensor geluTanh() {
        return backend.geluTanh(this);
    }

    /** x σ(x). */
    public Tensor silu() {
        return backend.silu(this);
    }

    // Elementwise, two tensors

    public Tensor add(Tensor other) {
        return backend.binary(Binary.ADD, this, other, Shapes.broadcast("add", shape, other.shape));
    }

    public Tensor sub(Tensor other) {
        return backend.binary(Binary.SUBTRACT, this, other, Shapes.broadcast("sub", shape, other.shape));
    }

    public Tensor mul(Tensor other) {
        return backend.binary(Binary.MULTIPLY, this, other, Shapes.broadcast("mul", shape, other.shape));
    }

    public Tensor div(Tensor other) {
        return backend.binary(Binary.DIVIDE, this, other, Shapes.broadcast("div", shape, other.shape));
    }

    public Tensor maximum(Tensor other) {
        return backend.binary(Binary.MAXIMUM, this, other, Shapes.broadcast("maximum", shape, other.shape));
    }

    public Tensor add(double number) {
        return backend.binary(Binary.ADD, this, number);
    }

    public Tensor sub(double number) {
        return backend.binary(Binary.SUBTRACT, this, number);
    }

    public Tensor mul(double number) {
        return backend.binary(Binary.MULTIPLY, this, number);
    }

    public Tensor div(double number) {
        return backend.binary(Binary.DIVIDE, this, number);
    }

    /** This &lt; other, elementwise: BOOL. */
    public Tensor less(Tensor other) {
        return backend.compare(Comparison.LESS, this, other, Shapes.broadcast("less", shape, other.shape));
    }

    /** This ≤ other, elementwise: BOOL. */
    public Tensor lessOrEqual(Tensor other) {
        return backend.compare(Comparison.LESS_OR_EQUAL, this, other, Shapes.broadcast("lessOrEqual", shape, other.shape));
    }

    /** This = other, elementwise: BOOL. */
    public Tensor equal(Tensor other) {
        return backend.compare(Comparison.EQUAL, this, other, Shapes.broadcast("equal", shape, other.shape));
    }

    /** Where this BOOL tensor is true {@code a}, elsewhere {@code b}; all three broadcast. */
    public Tensor where(Tensor a, Tensor b) {
        if (type != DType.BOOL) {
            throw new ShapeException("where", "the condition must be BOOL, not " + type);
        }
        return backend.where(this, a, b, Shapes.broadcast("where", shape, Shapes.broadcast("where", a.shape, b.shape)));
    }

    // Reductions

    /** Of nothing: 0. */
    public Tensor sum(int axis, boolean keep) {
        return reduce(Reduction.SUM, axis, keep);
    }

    /** Of nothing: not a number. */
    public Tensor mean(int axis, boolean keep) {
        return reduce(Reduction.MEAN, axis, keep);
    }

    /** Of nothing: refused. */
    public Tensor max(int axis, boolean keep) {
        return reduce(Reduction.MAX, axis, keep);
    }

    private Tensor reduce(Reduction reduction, int axis, boolean keep) {
        String name = reduction.name().toLowerCase(java.util.Locale.ROOT);
        int a = Shapes.axis(name, shape, axis);
        if (reduction == Reduction.MAX) {
            Shapes.notEmpty(name, shape, a);
        }
        return backend.reduce(reduction, this, a, keep, Shapes.reduce(name, shape, a, keep));
    }

    // Products

    /** [..., M, K] × [..., K, N] → [..., M, N]; the leading axes broadcast. */
    public Tensor matmul(Tensor other) {
        return backend.matmul(this, other, Shapes.matmul(shape, other.shape));
    }

    /** x Wᵀ + b: [..., T, in] with {@code weight} [out, in] and {@code bias} [out] → [..., T, out]. */
    public Tensor linear(Tensor weight, Optional<Tensor> bias) {
        return backend.linear(this, weight, bias, Shapes.linear(shape, weight.shape, bias.map(Tensor::shape).orElse(null)));
    }

    // Shape

    public Tensor reshape(Dim... to) {
        Shape shape = Shape.of(to);
        Shapes.reshape(this.shape, shape);
        return backend.reshape(this, shape);
    }

    public Tensor permute(int... axes) {
        return backend.permute(this, axes.clone(), Shapes.permute(shape, axes));
    }

    /** Swaps two axes. */
    public Tensor transpose(int a, int b) {
        int first = Shapes.axis("transpose", shape, a);
        int second = Shapes.axis("transpose", shape, b);
        int[] axes = new int[rank()];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = i == first ? second : i == second ? first : i;
        }
        return backend.permute(this, axes, Shapes.permute(shape, axes));
    }

    /** {@code length} elements along {@code axis}, beginning at {@code from}. */
    public Tensor slice(int axis, Dim from, Dim length) {
        int a = Shapes.axis("slice", shape, axis);
        return backend.slice(this, a, from, length, Shapes.slice(shape, a, from, length));
    }

    public Tensor slice(int axis, long from, long length) {
        return slice(axis, Dim.of(from), Dim.of(length));
    }

    public static Tensor concat(int axis, Tensor... parts) {
        List<Tensor> list = List.of(parts);
        Shape to = Shapes.concat(list, axis);
        return parts[0].backend.concat(list, Shapes.axis("concat", to, axis), to);
    }

    /** Repeats axes of size 1 up to {@code to}; new leading axes may be added. */
    public Tensor expand(Dim... to) {
        Shape shape = Shape.of(to);
        Shapes.expand(this.shape, shape);
        return backend.expand(this, shape);
    }

    public Tensor cast(DType to) {
        return type == to ? this : backend.cast(this, to);
    }

    // Look-up

    /** Rows of this table [N, ...] at {@code ids} (INT64, any shape): [ids..., ...]. */
    public Tensor gather(Tensor ids) {
        return backend.gather(this, ids, Shapes.gather(shape, ids.shape));
    }

    /** For each position the element at its id along the last axis: [..., V] with ids [...] (INT64) → [...]. */
    public Tensor pick(Tensor ids) {
        return backend.pick(this, ids, Shapes.pick("pick", shape, ids.shape));
    }

    // Fused

    /** Along the last axis. */
    public Tensor softmax() {
        return backend.softmax(this);
    }

    /** Along the last axis. */
    public Tensor logSoftmax() {
        return backend.logSoftmax(this);
    }

    /** (x − mean) / √(variance + eps) · gain + bias over the last axis (Ba et al. 2016). */
    public Tensor layerNorm(Tensor gain, Optional<Tensor> bias, double eps) {
        Shapes.lastAxis("layerNorm", shape, gain.shape, "gain");
        bias.ifPresent(b -> Shapes.lastAxis("layerNorm", shape, b.shape, "bias"));
        return backend.layerNorm(this, gain, bias, eps);
    }

    /** x / √(mean(x²) + eps) · gain over the last axis (Zhang and Sennrich 2019). */
    public Tensor rmsNorm(Tensor gain, double eps) {
        Shapes.lastAxis("rmsNorm", shape, gain.shape, "gain");
        return backend.rmsNorm(this, gain, eps);
    }

    /** Mean of −log softmax(this)[target] over the targets that are not {@code ignored}: logits [..., V], targets [...] INT64 → scalar. */
    public Tensor crossEntropy(Tensor targets, long ignored) {
        Shapes.pick("crossEntropy", shape, targets.shape);
        return backend.crossEntropy(this, targets, ignored);
    }

    /** With a dropout, drops; without one (evaluation, or probability 0) gives this tensor. */
    public Tensor dropout(Optional<Dropout> dropout) {
        return dropout.isEmpty() || dropout.get().probability() == 0 ? this : backend.dropout(this, dropout.get());
    }

    // Memory

    /**
     * {@code body} of this tensor. Where a recording is open, an engine may keep nothing that {@code body} computes on its way and run it a second time
     * while it goes back, which costs about one more forward pass; elsewhere this is {@code body.apply(this)}.
     *
     * @param body gives the same each time, dropout included, and has no other effect. Beside its argument it may use variables, and tensors that
     *     depend on none and stay open until the recording has gone back
     */
    public Tensor recompute(UnaryOperator<Tensor> body) {
        String path = LayerPath.current();
        return backend.recompute(this, x -> LayerPath.under(path, () -> body.apply(x)));
    }

    @Override
    public String toString() {
        return type + " " + shape;
    }
}
