package org.stagelm.nd4j;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Unary;
import org.stagelm.nd4j.kernel.Compute;
import org.stagelm.nd4j.kernel.Elementwise;
import org.stagelm.nd4j.kernel.Function;
import org.stagelm.nd4j.kernel.OtherTypes;
import org.stagelm.nd4j.kernel.Sums;
import org.stagelm.nd4j.memory.Strided;
import org.stagelm.nd4j.tape.Gathering;

/**
 * Elementwise arithmetic on any type, forward and back: the fast kernels for FLOAT32, the others for the rest. Operands broadcast as they are given.
 */
final class Arithmetic implements Gathering {

    private final Compute compute;
    private final Elementwise elementwise;
    private final Sums sums;

    Arithmetic(Compute compute) {
        this.compute = compute;
        this.elementwise = new Elementwise(compute);
        this.sums = new Sums(compute);
    }

    Strided like(Strided x) {
        return Strided.allocate(compute.pool(), x.type(), x.sizes());
    }

    Strided unary(Unary function, Strided x) {
        if (x.type() == DType.FLOAT32) {
            return elementwise.apply(Function.of(function), x);
        }
        LongUnaryOperator integer = x.type().isFloating() ? i -> i : OtherFunctions.integer(function);
        Strided to = like(x);
        OtherTypes.apply(OtherFunctions.floating(function), integer, x, to);
        return to;
    }

    /** g · f′(x) */
    Strided slope(Unary function, Strided x, Strided g) {
        if (x.type() == DType.FLOAT32) {
            return elementwise.slope(Function.of(function), x, g);
        }
        Strided to = like(x);
        DoubleUnaryOperator derivative = OtherFunctions.derivative(function);
        OtherTypes.combine((a, b) -> b * derivative.applyAsDouble(a), Long::sum, x, g, to);
        return to;
    }

    /** a ∘ b, of the same sizes. */
    Strided combine(Binary function, Strided a, Strided b) {
        if (a.type() == DType.FLOAT32) {
            return elementwise.combine(function, a, b);
        }
        LongBinaryOperator integer = a.type().isFloating() ? Long::sum : OtherFunctions.integer(function);
        Strided to = like(a);
        OtherTypes.combine(OtherFunctions.floating(function), integer, a, b, to);
        return to;
    }

    Strided combine(Binary function, Strided a, double number) {
        if (a.type() == DType.FLOAT32) {
            return elementwise.combine(function, a, (float) number);
        }
        if (a.type().isFloating()) {
            Strided to = like(a);
            DoubleBinaryOperator floating = OtherFunctions.floating(function);
            OtherTypes.apply(x -> floating.applyAsDouble(x, number), x -> x, a, to);
            return to;
        }
        long whole = (long) number;
        if (whole != number) {
            throw new IllegalArgumentException(number + " is not an integer: cast the tensor to a floating type first");
        }
        LongBinaryOperator integer = OtherFunctions.integer(function);
        Strided to = like(a);
        OtherTypes.apply(x -> x, x -> integer.applyAsLong(x, whole), a, to);
        return to;
    }

    /** g · d max(a, b) / da */
    Strided maximumSlope(Strided a, Strided b, Strided g) {
        if (a.type() == DType.FLOAT32) {
            return elementwise.maximumSlope(a, b, g);
        }
        Strided share = like(a);
        OtherTypes.combine((x, y) -> x > y ? 1 : x == y ? 0.5 : 0, Long::sum, a, b, share);
        Strided to = combine(Binary.MULTIPLY, share, g);
        share.release();
        return to;
    }

    Strided where(Strided condition, Strided a, Strided b) {
        if (a.type() == DType.FLOAT32) {
            return elementwise.where(condition, a, b);
        }
        Strided to = like(a);
        OtherTypes.where(condition, a, b, to);
        return to;
    }

    /** Copies elements of one type; any strides. */
    void copy(Strided x, Strided to) {
        if (x.type() == DType.FLOAT32 && to.type() == DType.FLOAT32) {
            elementwise.copy(x, to);
        } else {
            OtherTypes.copy(x, to);
        }
    }

    /** A new scalar of the type of {@code like}. */
    Strided number(double number, Strided like) {
        Strided to = Strided.allocate(compute.pool(), like.type());
        OtherTypes.apply(x -> number, x -> (long) number, to, to);
        return to;
    }

    Strided zeros(DType type, int... sizes) {
        Strided to = Strided.allocate(compute.pool(), type, sizes);
        if (type == DType.FLOAT32) {
            elementwise.fill(to, 0);
        } else {
            OtherTypes.apply(x -> 0, x -> 0, to, to);
        }
        return to;
    }

    /** Σ over the axes along which {@code sizes} would be repeated; x itself, with one more reference, where there are none. */
    Strided sumTo(Strided x, int... sizes) {
        return x.hasSizes(sizes) ? x.retain() : sums.sum(x, sizes);
    }

    Strided dense(Strided x) {
        return elementwise.dense(x);
    }

    @Override
    public Strided sum(Strided a, Strided b) {
        if (isFree(a)) {
            elementwise.add(b, a);
            b.release();
            return a;
        }
        if (isFree(b)) {
            elementwise.add(a, b);
            a.release();
            return b;
        }
        Strided sum = combine(Binary.ADD, a, b);
        a.release();
        b.release();
        return sum;
    }

    private static boolean isFree(Strided x) {
        return x.type() == DType.FLOAT32 && x.block().isExclusive() && !x.repeats();
    }

    @Override
    public Strided own(Strided x) {
        if (x.block().isExclusive() && x.isDense()) {
            return x;
        }
        Strided to = like(x);
        copy(x, to);
        x.release();
        return to;
    }
}
