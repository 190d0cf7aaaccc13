package org.stagelm.nd4j;

import java.util.List;
import java.util.Locale;
import org.stagelm.api.tensor.Backend;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.Comparison;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.Reduction;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.tensor.Unary;
import org.stagelm.nd4j.kernel.Compute;
import org.stagelm.nd4j.kernel.Elementwise;
import org.stagelm.nd4j.kernel.LookUps;
import org.stagelm.nd4j.kernel.Maxima;
import org.stagelm.nd4j.kernel.OtherTypes;
import org.stagelm.nd4j.kernel.Products;
import org.stagelm.nd4j.memory.Strided;

/**
 * The primitives, each with its way back. Reshaping, permuting, slicing and expanding copy nothing where strides can say it; every kernel takes any strides,
 * or makes its operand dense first.
 */
abstract class Primitives implements Backend {

    private final Compute compute;
    private final Arithmetic arithmetic;
    private final Elementwise elementwise;
    private final Products products;
    private final LookUps lookUps;

    Primitives(Compute compute) {
        this.compute = compute;
        this.arithmetic = new Arithmetic(compute);
        this.elementwise = new Elementwise(compute);
        this.products = new Products(compute);
        this.lookUps = new LookUps(compute);
    }

    /** What the calling thread has open. */
    abstract EngineThread thread();

    final Compute compute() {
        return compute;
    }

    final Arithmetic arithmetic() {
        return arithmetic;
    }

    final Elementwise elementwise() {
        return elementwise;
    }

    final Products products() {
        return products;
    }

    /** The value behind a tensor of this engine. */
    final Value value(Tensor tensor) {
        if (tensor.handle() instanceof Value value && value.isOf(this)) {
            return value;
        }
        throw new IllegalArgumentException("the engine nd4j was given a tensor of another backend: " + tensor);
    }

    final Operation operation(String name, Tensor... inputs) {
        return new Operation(this, name, inputs);
    }

    private static String name(Enum<?> operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    // Elementwise

    @Override
    public final Tensor unary(Unary function, Tensor x) {
        Operation op = operation(name(function), x).arithmetic();
        Strided a = op.in(0);
        return op.result(x.shape(), op.run(() -> arithmetic.unary(function, a)), (g, to) -> to.add(0, arithmetic.slope(function, a, g)), a);
    }

    @Override
    public final Tensor binary(Binary function, Tensor a, Tensor b, Shape result) {
        Operation op = operation(name(function), a, b).arithmetic().sameTypes();
        int[] sizes = Strided.sizes(result);
        Strided left = op.in(0).expand(sizes);
        Strided right = op.in(1).expand(sizes);
        Strided y = op.run(() -> arithmetic.combine(function, left, right));
        BinarySlopes slopes = new BinarySlopes(arithmetic, op.in(0).sizes(), op.in(1).sizes());
        return switch (function) {
            case ADD -> op.result(result, y, slopes::add);
            case SUBTRACT -> op.result(result, y, slopes::subtract);
            case MULTIPLY -> op.result(result, y, (g, to) -> slopes.multiply(left, right, g, to), left, right);
            case DIVIDE -> op.result(result, y, (g, to) -> slopes.divide(left, right, g, to), left, right);
            case MAXIMUM -> op.result(result, y, (g, to) -> slopes.maximum(left, right, g, to), left, right);
        };
    }

    @Override
    public final Tensor binary(Binary function, Tensor a, double b) {
        Operation op = operation(name(function), a).arithmetic();
        Strided left = op.in(0);
        Strided y = op.run(() -> arithmetic.combine(function, left, b));
        return switch (function) {
            case ADD, SUBTRACT -> op.result(a.shape(), y, (g, to) -> to.add(0, g.retain()));
            case MULTIPLY, DIVIDE -> op.result(a.shape(), y, (g, to) -> to.add(0, arithmetic.combine(function, g, b)));
            case MAXIMUM -> op.result(a.shape(), y, (g, to) -> {
                Strided right = arithmetic.number(b, left);
                to.add(0, arithmetic.maximumSlope(left, right.expand(left.sizes()), g));
                right.release();
            }, left);
        };
    }

    @Override
    public final Tensor compare(Comparison comparison, Tensor a, Tensor b, Shape result) {
        Operation op = operation(name(comparison), a, b).sameTypes();
        int[] sizes = Strided.sizes(result);
        return op.result(result, op.run(() -> {
            Strided to = Strided.allocate(compute.pool(), DType.BOOL, sizes);
            OtherTypes.compare(comparison, op.in(0).expand(sizes), op.in(1).expand(sizes), to);
            return to;
        }));
    }

    @Override
    public final Tensor where(Tensor condition, Tensor a, Tensor b, Shape result) {
        Operation op = operation("where", a, b, condition);
        if (a.type() != b.type()) {
            throw op.refuse(a.type() + " and " + b.type() + " differ: cast one of them");
        }
        int[] sizes = Strided.sizes(result);
        Strided chosen = op.in(2).expand(sizes);
        Strided y = op.run(() -> arithmetic.where(chosen, op.in(0).expand(sizes), op.in(1).expand(sizes)));
        int[] sizesA = op.in(0).sizes();
        int[] sizesB = op.in(1).sizes();
        return op.result(result, y, (g, to) -> {
            Strided zero = arithmetic.zeros(g.type());
            Strided zeros = zero.expand(sizes);
            if (to.wants(0)) {
                Strided part = arithmetic.where(chosen, g, zeros);
                to.add(0, arithmetic.sumTo(part, sizesA));
                part.release();
            }
            if (to.wants(1)) {
                Strided part = arithmetic.where(chosen, zeros, g);
                to.add(1, arithmetic.sumTo(part, sizesB));
                part.release();
            }
            zero.release();
        }, chosen);
    }

    @Override
    public final Tensor dropout(Tensor x, Dropout dropout) {
        Operation op = operation("dropout", x).floating();
        if (x.type() != DType.FLOAT32) {
            throw op.refuse("is for FLOAT32 on the engine nd4j, not " + x.type() + ": cast first");
        }
        return op.result(x.shape(), op.run(() -> elementwise.drop(op.in(0), dropout.probability(), dropout.key())),
                (g, to) -> to.add(0, elementwise.drop(g, dropout.probability(), dropout.key())));
    }

    @Override
    public final Tensor cast(Tensor x, DType type) {
        Operation op = operation("cast", x);
        return op.result(x.shape(), op.run(() -> converted(op.in(0), type)), (g, to) -> to.add(0, converted(g, x.type())));
    }

    private Strided converted(Strided x, DType type) {
        Strided to = Strided.allocate(compute.pool(), type, x.sizes());
        arithmetic.copy(x, to);
        return to;
    }

    // Reductions and products

    @Override
    public final Tensor reduce(Reduction reduction, Tensor x, int axis, boolean keep, Shape result) {
        Operation op = operation(name(reduction), x).arithmetic();
        return switch (reduction) {
            case SUM -> sum(op, x, axis, 1, result);
            case MEAN -> sum(op.floating(), x, axis, 1.0 / x.dim(axis).value(), result);
            case MAX -> max(op, x, axis, result);
        };
    }

    private Tensor sum(Operation op, Tensor x, int axis, double factor, Shape result) {
        int[] full = op.in(0).sizes();
        int[] kept = full.clone();
        kept[axis] = 1;
        Strided y = op.run(() -> times(arithmetic.sumTo(op.in(0), kept), factor));
        int[] sizes = Strided.sizes(result);
        return op.result(result, y.reshape(sizes).orElseThrow(), (g, to) -> {
            Strided column = g.reshape(kept).map(Strided::retain).orElseThrow();
            to.add(0, times(column, factor).expand(full));
        });
    }

    /** Takes over the reference, and gives one. */
    private Strided times(Strided x, double factor) {
        if (factor == 1) {
            return x;
        }
        Strided y = arithmetic.combine(Binary.MULTIPLY, x, factor);
        x.release();
        return y;
    }

    private Tensor max(Operation op, Tensor x, int axis, Shape result) {
        Strided from = arithmetic.dense(op.in(0));
        try {
            Strided y = op.run(() -> {
                Strided to = Strided.allocate(compute.pool(), x.type(), Strided.sizes(result));
                Maxima.max(from, axis, to);
                return to;
            });
            return op.result(result, y, (g, to) -> {
                Strided slopes = arithmetic.dense(g);
                Strided shared = arithmetic.like(from);
                Maxima.gradient(from, axis, slopes, shared);
                slopes.release();
                to.add(0, shared);
            }, from);
        } finally {
            from.release();
        }
    }

    @Override
    public final Tensor matmul(Tensor a, Tensor b, Shape result) {
        Operation op = operation("matmul", a, b).floating().sameTypes();
        Strided left = op.in(0);
        Strided right = op.in(1);
        return op.result(result, op.run(() -> products.matmul(left, right, Strided.sizes(result))), (g, to) -> {
            if (to.wants(0)) {
                to.add(0, product(g, right.transpose(), left.sizes()));
            }
            if (to.wants(1)) {
                to.add(1, product(left.transpose(), g, right.sizes()));
            }
        }, left, right);
    }

    /** a × b, summed over the leading axes that {@code sizes} does not have. */
    private Strided product(Strided a, Strided b, int[] sizes) {
        int rank = Math.max(a.rank(), b.rank());
        int[] full = new int[rank];
        for (int i = 0; i < rank - 2; i++) {
            int inA = i - rank + a.rank();
            int inB = i - rank + b.rank();
            full[i] = Math.max(inA < 0 ? 1 : a.size(inA), inB < 0 ? 1 : b.size(inB));
        }
        full[rank - 2] = a.size(-2);
        full[rank - 1] = b.size(-1);
        Strided product = products.matmul(a, b, full);
        Strided summed = arithmetic.sumTo(product, sizes);
        product.release();
        return summed;
    }

    // Moving elements

    /** Takes the view's elements where strides allow, else a copy's; gives one reference. */
    private Strided reshaped(Strided x, int[] sizes) {
        return x.reshape(sizes).map(Strided::retain).orElseGet(() -> arithmetic.dense(x).reshape(sizes).orElseThrow());
    }

    @Override
    public final Tensor reshape(Tensor x, Shape to) {
        Operation op = operation("reshape", x);
        int[] before = op.in(0).sizes();
        return op.result(to, op.run(() -> reshaped(op.in(0), Strided.sizes(to))), (g, into) -> into.add(0, reshaped(g, before)));
    }

    @Override
    public final Tensor permute(Tensor x, int[] axes, Shape result) {
        Operation op = operation("permute", x);
        int[] back = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            back[axes[i]] = i;
        }
        return op.result(result, op.in(0).permute(axes).retain(), (g, to) -> to.add(0, g.permute(back).retain()));
    }

    @Override
    public final Tensor slice(Tensor x, int axis, Dim from, Dim length, Shape result) {
        Operation op = operation("slice", x);
        int start = Math.toIntExact(from.value());
        int count = Math.toIntExact(length.value());
        int[] full = op.in(0).sizes();
        return op.result(result, op.in(0).slice(axis, start, count).retain(), (g, to) -> {
            Strided whole = arithmetic.zeros(g.type(), full);
            arithmetic.copy(g, whole.slice(axis, start, count));
            to.add(0, whole);
        });
    }

    @Override
    public final Tensor concat(List<Tensor> parts, int axis, Shape result) {
        Operation op = operation("concat", parts.toArray(Tensor[]::new)).sameTypes();
        Strided y = op.run(() -> {
            Strided to = Strided.allocate(compute.pool(), parts.get(0).type(), Strided.sizes(result));
            int start = 0;
            for (int i = 0; i < parts.size(); i++) {
                arithmetic.copy(op.in(i), to.slice(axis, start, op.in(i).size(axis)));
                start += op.in(i).size(axis);
            }
            return to;
        });
        int[] lengths = parts.stream().mapToInt(p -> Math.toIntExact(p.dim(axis).value())).toArray();
        return op.result(result, y, (g, to) -> {
            int start = 0;
            for (int i = 0; i < lengths.length; i++) {
                to.add(i, g.slice(axis, start, lengths[i]).retain());
                start += lengths[i];
            }
        });
    }

    @Override
    public final Tensor expand(Tensor x, Shape to) {
        Operation op = operation("expand", x);
        int[] before = op.in(0).sizes();
        return op.result(to, op.in(0).expand(Strided.sizes(to)).retain(), (g, into) -> into.add(0, arithmetic.sumTo(g, before)));
    }

    // Look-up

    @Override
    public final Tensor gather(Tensor table, Tensor ids, Shape result) {
        Operation op = operation("gather", table, ids);
        int[] sizes = op.in(0).sizes();
        long[] rows = op.run(() -> LookUps.ids(op.in(1), sizes[0], -1));
        Strided y = op.run(() -> {
            Strided from = arithmetic.dense(op.in(0));
            Strided to = lookUps.gather(from, rows, Strided.sizes(result));
            from.release();
            return to;
        });
        return op.result(result, y, (g, to) -> {
            Strided slopes = arithmetic.dense(g);
            to.add(0, lookUps.gatherGradient(slopes, rows, sizes));
            slopes.release();
        });
    }

    @Override
    public final Tensor pick(Tensor x, Tensor ids, Shape result) {
        Operation op = operation("pick", x, ids);
        int[] sizes = op.in(0).sizes();
        long[] columns = op.run(() -> LookUps.ids(op.in(1), sizes[sizes.length - 1], -1));
        Strided y = op.run(() -> {
            Strided from = arithmetic.dense(op.in(0));
            Strided to = lookUps.pick(from, columns, Strided.sizes(result));
            from.release();
            return to;
        });
        return op.result(result, y, (g, to) -> {
            Strided slopes = arithmetic.dense(g);
            to.add(0, lookUps.pickGradient(slopes, columns, sizes));
            slopes.release();
        });
    }

    // From nothing

    @Override
    public final Tensor arange(Dim from, Dim length) {
        long first = from.value();
        int count = Math.toIntExact(length.value());
        Operation op = operation("arange");
        return op.result(Shape.of(length), op.run(() -> {
            Strided to = Strided.allocate(compute.pool(), DType.INT64, count);
            for (int i = 0; i < count; i++) {
                to.block().bytes().putLong(i * Long.BYTES, first + i);
            }
            return to;
        }));
    }

    @Override
    public final Tensor constant(float[] values, long... shape) {
        Shape of = Shape.of(shape);
        Operation op = operation("constant");
        if (of.elements() != values.length) {
            throw op.refuse(values.length + " values do not fill " + of);
        }
        return op.result(of, op.run(() -> Host.floats(compute.pool(), values, of)));
    }

    @Override
    public final DType floatType() {
        return DType.FLOAT32;
    }
}
