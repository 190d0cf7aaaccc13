package org.stagelm.nd4j;

import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.Comparison;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.api.tensor.Unary;
import org.stagelm.nd4j.kernel.Compute;
import org.stagelm.nd4j.kernel.OtherTypes;
import org.stagelm.nd4j.kernel.PendingSum;
import org.stagelm.nd4j.memory.Strided;

/** The elementwise primitives, each with its way back. Operands broadcast as views that repeat themselves. */
abstract class ElementwiseOperations extends Operations {

    ElementwiseOperations(Compute compute) {
        super(compute);
    }

    @Override
    public final Tensor unary(Unary function, Tensor x) {
        Operation op = operation(name(function), x).arithmetic();
        Strided a = op.in(0);
        return op.result(x.shape(), op.run(() -> arithmetic().unary(function, a)), (g, to) -> to.add(0, arithmetic().slope(function, a, g)), a);
    }

    @Override
    public final Tensor binary(Binary function, Tensor a, Tensor b, Shape result) {
        Operation op = operation(name(function), a, b).arithmetic().sameTypes();
        int[] sizes = op.sizes(result);
        Strided left = op.in(0).expand(sizes);
        Strided right = op.in(1).expand(sizes);
        BinarySlopes slopes = new BinarySlopes(arithmetic(), op.in(0).sizes(), op.in(1).sizes());
        if (function == Binary.ADD && isDenseRows(op.in(0), sizes) && isDenseRows(op.in(1), sizes)) { // a residual, whose norm may be next
            return op.result(result, new PendingSum(op.in(0).retain(), op.in(1).retain()), slopes::add);
        }
        Strided y = op.run(() -> arithmetic().combine(function, left, right));
        return switch (function) {
            case ADD -> op.result(result, y, slopes::add);
            case SUBTRACT -> op.result(result, y, slopes::subtract);
            case MULTIPLY -> op.result(result, y, (g, to) -> slopes.multiply(left, right, g, to), left, right);
            case DIVIDE -> op.result(result, y, (g, to) -> slopes.divide(left, right, g, to), left, right);
            case MAXIMUM -> op.result(result, y, (g, to) -> slopes.maximum(left, right, g, to), left, right);
        };
    }

    private static boolean isDenseRows(Strided x, int... sizes) {
        return x.type() == DType.FLOAT32 && x.rank() > 1 && x.hasSizes(sizes) && x.isDense();
    }

    @Override
    public final Tensor binary(Binary function, Tensor a, double b) {
        Operation op = operation(name(function), a).arithmetic();
        Strided left = op.in(0);
        Strided y = op.run(() -> arithmetic().combine(function, left, b));
        return switch (function) {
            case ADD, SUBTRACT -> op.result(a.shape(), y, (g, to) -> to.add(0, g.retain()));
            case MULTIPLY, DIVIDE -> op.result(a.shape(), y, (g, to) -> to.add(0, arithmetic().combine(function, g, b)));
            case MAXIMUM -> op.result(a.shape(), y, (g, to) -> {
                Strided right = arithmetic().number(b, left);
                to.add(0, arithmetic().maximumSlope(left, right.expand(left.sizes()), g));
                right.release();
            }, left);
        };
    }

    @Override
    public final Tensor compare(Comparison comparison, Tensor a, Tensor b, Shape result) {
        Operation op = operation(name(comparison), a, b).sameTypes();
        int[] sizes = op.sizes(result);
        return op.result(result, op.run(() -> {
            Strided to = Strided.allocate(compute().pool(), DType.BOOL, sizes);
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
        int[] sizes = op.sizes(result);
        Strided chosen = op.in(2).expand(sizes);
        Strided y = op.run(() -> arithmetic().where(chosen, op.in(0).expand(sizes), op.in(1).expand(sizes)));
        int[] sizesA = op.in(0).sizes();
        int[] sizesB = op.in(1).sizes();
        return op.result(result, y, (g, to) -> {
            Strided zero = arithmetic().zeros(g.type());
            Strided zeros = zero.expand(sizes);
            if (to.wants(0)) {
                Strided part = arithmetic().where(chosen, g, zeros);
                to.add(0, arithmetic().sumTo(part, sizesA));
                part.release();
            }
            if (to.wants(1)) {
                Strided part = arithmetic().where(chosen, zeros, g);
                to.add(1, arithmetic().sumTo(part, sizesB));
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
        return op.result(x.shape(), op.run(() -> elementwise().drop(op.in(0), dropout.probability(), dropout.key())),
                (g, to) -> to.add(0, elementwise().drop(g, dropout.probability(), dropout.key())));
    }

    @Override
    public final Tensor cast(Tensor x, DType type) {
        Operation op = operation("cast", x);
        return op.result(x.shape(), op.run(() -> converted(op.in(0), type)), (g, to) -> to.add(0, converted(g, x.type())));
    }

    private Strided converted(Strided x, DType type) {
        Strided to = Strided.allocate(compute().pool(), type, x.sizes());
        arithmetic().copy(x, to);
        return to;
    }
}
