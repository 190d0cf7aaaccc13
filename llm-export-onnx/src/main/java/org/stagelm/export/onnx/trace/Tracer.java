package org.stagelm.export.onnx.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.stagelm.api.UserError;
import org.stagelm.api.tensor.Backend;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.Comparison;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.Reduction;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.tensor.Unary;
import org.stagelm.export.onnx.graph.Attribute;
import org.stagelm.export.onnx.graph.Graph;

/**
 * Writes operations into a graph, as operators of ONNX's operator set 17. Used by one thread.
 *
 * <p>Norms and activations take the forms that ONNX Runtime recognises and fuses while it loads a graph.
 */
final class Tracer implements Backend {

    private final Graph graph;
    private final Sizes sizes;

    Tracer(Graph graph, Sizes sizes) {
        this.graph = graph;
        this.sizes = sizes;
    }

    // Values of the graph as tensors, and back

    Tensor tensor(String value, DType type, Shape shape) {
        return new Tensor(this, shape, type, new TracedValue(value));
    }

    /** @throws UserError for a tensor of another backend */
    String value(Tensor tensor) {
        if (tensor.backend() != this) {
            throw cannot("uses a tensor that is no part of this pass, such as one that it made earlier and kept: declare it as a parameter");
        }
        return ((TracedValue) tensor.handle()).name();
    }

    private Tensor node(String operator, DType type, Shape shape, List<Tensor> inputs, Attribute... attributes) {
        return tensor(node(operator, inputs.stream().map(this::value).toList(), attributes), type, shape);
    }

    private String node(String operator, List<String> inputs, Attribute... attributes) {
        return graph.node(NodeNames.scope(), operator, inputs, attributes);
    }

    static UserError cannot(String what) {
        return new UserError("the model cannot be exported: " + NodeNames.layer() + " " + what);
    }

    private DType sameType(String operation, Tensor... tensors) {
        for (Tensor tensor : tensors) {
            value(tensor); // first whether it is one of ours
            if (tensor.type() != tensors[0].type()) {
                throw cannot("gives " + operation + " a " + tensors[0].type() + " and a " + tensor.type() + " tensor: cast one of them");
            }
        }
        return tensors[0].type();
    }

    // Elementwise

    @Override
    public Tensor unary(Unary function, Tensor x) {
        String operator = switch (function) {
            case NEGATE -> "Neg";
            case ABS -> "Abs";
            case EXP -> "Exp";
            case LOG -> "Log";
            case SQRT -> "Sqrt";
            case RECIPROCAL -> "Reciprocal";
            case SIN -> "Sin";
            case COS -> "Cos";
            case TANH -> "Tanh";
            case SIGMOID -> "Sigmoid";
            case ERF -> "Erf";
            case RELU -> "Relu";
        };
        return node(operator, x.type(), x.shape(), List.of(x));
    }

    @Override
    public Tensor binary(Binary function, Tensor a, Tensor b, Shape result) {
        String operator = switch (function) {
            case ADD -> "Add";
            case SUBTRACT -> "Sub";
            case MULTIPLY -> "Mul";
            case DIVIDE -> "Div";
            case MAXIMUM -> "Max";
        };
        return node(operator, sameType(operator, a, b), result, List.of(a, b));
    }

    @Override
    public Tensor binary(Binary function, Tensor a, double b) {
        return binary(function, a, number(b, a.type()), a.shape());
    }

    private Tensor number(double value, DType type) {
        return type == DType.INT64 ? tensor(graph.integers(new long[] {(long) value}), type, Shape.of(new long[0]))
                : constant(new float[] {(float) value}).cast(type);
    }

    @Override
    public Tensor compare(Comparison comparison, Tensor a, Tensor b, Shape result) {
        String operator = switch (comparison) {
            case LESS -> "Less";
            case LESS_OR_EQUAL -> "LessOrEqual";
            case EQUAL -> "Equal";
        };
        sameType(operator, a, b);
        return node(operator, DType.BOOL, result, List.of(a, b));
    }

    @Override
    public Tensor where(Tensor condition, Tensor a, Tensor b, Shape result) {
        if (sameType("Where", a, b) != DType.BOOL) {
            return node("Where", a.type(), result, List.of(condition, a, b));
        }
        // ONNX Runtime has no Where of BOOL.
        Tensor chosen = node("And", DType.BOOL, result, List.of(condition, a));
        if (value(b).equals(value(condition))) {
            return chosen; // condition ? a : false
        }
        Tensor other = node("And", DType.BOOL, result, List.of(node("Not", DType.BOOL, condition.shape(), List.of(condition)), b));
        return node("Or", DType.BOOL, result, List.of(chosen, other));
    }

    @Override
    public Tensor cast(Tensor x, DType to) {
        return node("Cast", to, x.shape(), List.of(x), Attribute.of("to", to));
    }

    // Reductions and products

    @Override
    public Tensor reduce(Reduction reduction, Tensor x, int axis, boolean keep, Shape result) {
        Attribute kept = Attribute.of("keepdims", keep ? 1 : 0);
        if (reduction == Reduction.SUM) { // the only one whose axes are an input in this operator set
            return tensor(node("ReduceSum", List.of(value(x), graph.integers(new long[] {axis}, 1)), kept), x.type(), result);
        }
        String operator = reduction == Reduction.MAX ? "ReduceMax" : "ReduceMean";
        return node(operator, x.type(), result, List.of(x), Attribute.of("axes", new long[] {axis}), kept);
    }

    @Override
    public Tensor matmul(Tensor a, Tensor b, Shape result) {
        return node("MatMul", sameType("MatMul", a, b), result, List.of(a, b));
    }

    /** A parameter's matrix is stored as MatMul wants it, [in, out]. */
    @Override
    public Tensor linear(Tensor x, Tensor weight, Optional<Tensor> bias, Shape result) {
        sameType("MatMul", x, weight);
        String matrix = graph.isWeight(value(weight)) ? graph.transposed(value(weight)) : value(weight.transpose(0, 1));
        Tensor y = tensor(node("MatMul", List.of(value(x), matrix)), x.type(), result);
        return bias.isPresent() ? y.add(bias.get()) : y;
    }

    // Shape

    /**
     * The target may copy a size that stands at the same place in the input (0) and leave one size to be inferred (−1); mostly this says all, and the
     * target is a constant.
     */
    @Override
    public Tensor reshape(Tensor x, Shape to) {
        if (x.shape().equals(to)) {
            return x;
        }
        if (to.dims().contains(Dim.of(0))) { // a size of its own then, not one to copy
            return tensor(node("Reshape", List.of(value(x), sizes.vector(to.dims())), Attribute.of("allowzero", 1)), x.type(), to);
        }
        long[] target = IntStream.range(0, to.rank()).mapToLong(axis -> target(x.shape(), to, axis)).toArray();
        String sizesOfTarget = Arrays.stream(target).filter(t -> t < 0).count() <= 1 ? graph.integers(target, target.length)
                : sizes.vector(to.dims());
        return tensor(node("Reshape", List.of(value(x), sizesOfTarget)), x.type(), to);
    }

    private static long target(Shape from, Shape to, int axis) {
        Dim size = to.dim(axis);
        return size.isFixed() ? size.value() : axis < from.rank() && from.dim(axis).equals(size) ? 0 : -1;
    }

    @Override
    public Tensor permute(Tensor x, int[] axes, Shape result) {
        return node("Transpose", x.type(), result, List.of(x), Attribute.of("perm", Arrays.stream(axes).asLongStream().toArray()));
    }

    @Override
    public Tensor slice(Tensor x, int axis, Dim from, Dim length, Shape result) {
        if (from.equals(Dim.of(0)) && length.equals(x.dim(axis))) {
            return x;
        }
        List<String> inputs = List.of(value(x), sizes.vector(from), sizes.vector(from.plus(length)), graph.integers(new long[] {axis}, 1));
        return tensor(node("Slice", inputs), x.type(), result);
    }

    @Override
    public Tensor concat(List<Tensor> parts, int axis, Shape result) {
        return node("Concat", sameType("Concat", parts.toArray(Tensor[]::new)), result, parts, Attribute.of("axis", axis));
    }

    /** Sizes that stay are given as 1, which ONNX's Expand leaves as they are, so that mostly the target is a constant. */
    @Override
    public Tensor expand(Tensor x, Shape to) {
        if (x.shape().equals(to)) {
            return x;
        }
        int added = to.rank() - x.rank();
        List<Dim> target = new ArrayList<>();
        for (int axis = 0; axis < to.rank(); axis++) {
            boolean stays = axis >= added && x.dim(axis - added).equals(to.dim(axis));
            target.add(stays ? Dim.of(1) : to.dim(axis));
        }
        return tensor(node("Expand", List.of(value(x), sizes.vector(target))), x.type(), to);
    }

    // Look-up

    @Override
    public Tensor gather(Tensor table, Tensor ids, Shape result) {
        return node("Gather", table.type(), result, List.of(table, ids), Attribute.of("axis", 0));
    }

    @Override
    public Tensor pick(Tensor x, Tensor ids, Shape result) {
        String last = graph.integers(new long[] {-1}, 1);
        String column = node("Unsqueeze", List.of(value(ids), last));
        String picked = node("GatherElements", List.of(value(x), column), Attribute.of("axis", -1));
        return tensor(node("Squeeze", List.of(picked, last)), x.type(), result);
    }

    @Override
    public Tensor arange(Dim from, Dim length) {
        if (length.equals(Dim.of(1))) {
            return tensor(sizes.vector(from), DType.INT64, Shape.of(1));
        }
        if (from.isFixed() && length.isFixed()) {
            long[] all = LongStream.range(from.value(), from.value() + length.value()).toArray();
            return tensor(graph.integers(all, all.length), DType.INT64, Shape.of(all.length));
        }
        String one = graph.integers(new long[] {1});
        return tensor(node("Range", List.of(sizes.scalar(from), sizes.scalar(from.plus(length)), one)), DType.INT64, Shape.of(length));
    }

    @Override
    public Tensor constant(float[] values, long... shape) {
        return tensor(graph.floats(values, shape), DType.FLOAT32, Shape.of(shape));
    }

    // Operations that ONNX has, or that ONNX Runtime fuses when it sees this form

    @Override
    public Tensor softmax(Tensor x) {
        return node("Softmax", x.type(), x.shape(), List.of(x), Attribute.of("axis", -1));
    }

    @Override
    public Tensor logSoftmax(Tensor x) {
        return node("LogSoftmax", x.type(), x.shape(), List.of(x), Attribute.of("axis", -1));
    }

    @Override
    public Tensor layerNorm(Tensor x, Tensor gain, Optional<Tensor> bias, double eps) {
        List<Tensor> inputs = bias.isPresent() ? List.of(x, gain, bias.get()) : List.of(x, gain);
        return node("LayerNormalization", x.type(), x.shape(), inputs, Attribute.of("axis", -1), Attribute.of("epsilon", (float) eps));
    }

    @Override
    public Tensor rmsNorm(Tensor x, Tensor gain, double eps) {
        Tensor square = node("Pow", x.type(), x.shape(), List.of(x, number(2, x.type())));
        return x.div(square.mean(-1, true).add(eps).sqrt()).mul(gain);
    }

    @Override
    public Tensor gelu(Tensor x) {
        return x.mul(x.div(Math.sqrt(2)).erf().add(1)).mul(0.5);
    }

    @Override
    public Tensor geluTanh(Tensor x) {
        Tensor cube = node("Pow", x.type(), x.shape(), List.of(x, number(3, x.type())));
        Tensor tanh = x.add(cube.mul(0.044715)).mul(Math.sqrt(2 / Math.PI)).tanh();
        return x.mul(0.5).mul(tanh.add(1));
    }

    @Override
    public Tensor dropout(Tensor x, Dropout dropout) {
        throw cannot("drops out elements while the model is evaluated, which a graph cannot: make its dropout depend on Pass.random()");
    }

    // What a graph does not have

    @Override
    public StateSlot state(String name, int axis, Shape shape) {
        throw cannot("keeps the state " + name + " outside of the pass's cache, which a graph cannot: ask Pass.cache() for memory");
    }

    @Override
    public DType floatType() {
        return DType.FLOAT32;
    }

    @Override
    public Scope scope() {
        return NoMemory.SCOPE;
    }

    @Override
    public void release(Tensor tensor) {
        // values of a graph take no memory
    }

    /** A scope that owns nothing. */
    private enum NoMemory implements Scope {
        SCOPE;

        @Override
        public Tensor keep(Tensor tensor) {
            return tensor;
        }

        @Override
        public void close() {
            // owns nothing
        }
    }
}
