package org.stagelm.nd4j;

import java.util.List;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Reduction;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.nd4j.kernel.Compute;
import org.stagelm.nd4j.kernel.LookUps;
import org.stagelm.nd4j.kernel.Maxima;
import org.stagelm.nd4j.kernel.Products;
import org.stagelm.nd4j.memory.Strided;

/**
 * The other primitives: reductions, products, look-ups, and what only moves elements. Reshaping, permuting, slicing and expanding copy nothing where
 * strides can say it; every kernel takes any strides, or makes its operand dense first.
 */
abstract class ArrayOperations extends ElementwiseOperations {

    private final Products products;
    private final LookUps lookUps;

    ArrayOperations(Compute compute) {
        super(compute);
        this.products = new Products(compute);
        this.lookUps = new LookUps(compute);
    }

    final Products products() {
        return products;
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
        Strided y = op.run(() -> times(arithmetic().sumTo(op.in(0), kept), factor));
        int[] sizes = op.sizes(result);
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
        Strided y = arithmetic().combine(Binary.MULTIPLY, x, factor);
        x.release();
        return y;
    }

    private Tensor max(Operation op, Tensor x, int axis, Shape result) {
        Strided from = arithmetic().dense(op.in(0));
        try {
            Strided y = op.run(() -> {
                Strided to = Strided.allocate(compute().pool(), x.type(), Strided.sizes(result));
                Maxima.max(from, axis, to);
                return to;
            });
            return op.result(result, y, (g, to) -> {
                Strided slopes = arithmetic().dense(g);
                Strided shared = arithmetic().like(from);
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
        Strided summed = arithmetic().sumTo(product, sizes);
        product.release();
        return summed;
    }

    // Moving elements

    /** Takes the view's elements where strides allow, else a copy's; gives one reference. */
    private Strided reshaped(Strided x, int[] sizes) {
        return x.reshape(sizes).map(Strided::retain).orElseGet(() -> arithmetic().dense(x).reshape(sizes).orElseThrow());
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
            Strided whole = arithmetic().zeros(g.type(), full);
            arithmetic().copy(g, whole.slice(axis, start, count));
            to.add(0, whole);
        });
    }

    @Override
    public final Tensor concat(List<Tensor> parts, int axis, Shape result) {
        Operation op = operation("concat", parts.toArray(Tensor[]::new)).sameTypes();
        Strided y = op.run(() -> {
            Strided to = Strided.allocate(compute().pool(), parts.get(0).type(), Strided.sizes(result));
            int start = 0;
            for (int i = 0; i < parts.size(); i++) {
                arithmetic().copy(op.in(i), to.slice(axis, start, op.in(i).size(axis)));
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
        return op.result(to, op.in(0).expand(op.sizes(to)).retain(), (g, into) -> into.add(0, arithmetic().sumTo(g, before)));
    }

    // Look-up

    @Override
    public final Tensor gather(Tensor table, Tensor ids, Shape result) {
        Operation op = operation("gather", table, ids);
        int[] sizes = op.in(0).sizes();
        long[] rows = op.run(() -> LookUps.ids(op.in(1), sizes[0], LookUps.NO_ID));
        Strided y = op.run(() -> {
            Strided from = arithmetic().dense(op.in(0));
            Strided to = lookUps.gather(from, rows, Strided.sizes(result));
            from.release();
            return to;
        });
        return op.result(result, y, (g, to) -> {
            Strided slopes = arithmetic().dense(g);
            to.gather(0, sum -> {
                Strided all = sum.orElseGet(() -> arithmetic().zeros(g.type(), sizes));
                lookUps.addRows(slopes, rows, all);
                return all;
            });
            slopes.release();
        });
    }

    @Override
    public final Tensor pick(Tensor x, Tensor ids, Shape result) {
        Operation op = operation("pick", x, ids);
        int[] sizes = op.in(0).sizes();
        long[] columns = op.run(() -> LookUps.ids(op.in(1), sizes[sizes.length - 1], LookUps.NO_ID));
        Strided y = op.run(() -> {
            Strided from = arithmetic().dense(op.in(0));
            Strided to = lookUps.pick(from, columns, Strided.sizes(result));
            from.release();
            return to;
        });
        return op.result(result, y, (g, to) -> {
            Strided slopes = arithmetic().dense(g);
            to.gather(0, sum -> {
                Strided all = sum.orElseGet(() -> arithmetic().zeros(g.type(), sizes));
                lookUps.addElements(slopes, columns, all);
                return all;
            });
            slopes.release();
        });
    }

    // From nothing

    @Override
    public final Tensor arange(Dim from, Dim length) {
        long first = from.value();
        Operation op = operation("arange");
        if (first > Long.MAX_VALUE - length.value()) {
            throw op.refuse(length + " numbers from " + from + " are more than INT64 has");
        }
        int count = op.sizes(Shape.of(length))[0];
        return op.result(Shape.of(length), op.run(() -> {
            Strided to = Strided.allocate(compute().pool(), DType.INT64, count);
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
        return op.result(of, op.run(() -> Host.floats(compute().pool(), values, of)));
    }
}
