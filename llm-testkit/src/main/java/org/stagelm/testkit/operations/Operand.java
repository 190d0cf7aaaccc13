package org.stagelm.testkit.operations;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.Tensor;

/**
 * One random input of a case.
 *
 * @param draw gives the numbers; those of IDS are integral, those of FLAGS 0 or 1
 */
public record Operand(Kind kind, Shape shape, Draw draw) {

    /** What an operand is to its operation. */
    public enum Kind {
        /** Floating, differentiated. */
        VARIABLE,
        /** Floating, not differentiated. */
        CONSTANT,
        /** INT64. */
        IDS,
        /** BOOL. */
        FLAGS
    }

    /** The number of element {@code i}, row-major. */
    @FunctionalInterface
    public interface Draw {
        double at(RandomKey key, int i);
    }

    /** Standard normal. */
    static Operand normal(long... shape) {
        return normal(1, shape);
    }

    /** Normal with this standard deviation. */
    static Operand normal(double deviation, long... shape) {
        return new Operand(Kind.VARIABLE, Shape.of(shape), (key, i) -> deviation * key.normal(i));
    }

    /** Uniform in [0.5, 2): safe to divide by and to take the logarithm of. */
    static Operand positive(long... shape) {
        return new Operand(Kind.VARIABLE, Shape.of(shape), (key, i) -> 0.5 + 1.5 * key.uniform(i));
    }

    static Operand ids(int limit, long... shape) {
        return new Operand(Kind.IDS, Shape.of(shape), (key, i) -> Math.floor(limit * key.uniform(i)));
    }

    static Operand flags(long... shape) {
        return new Operand(Kind.FLAGS, Shape.of(shape), (key, i) -> key.uniform(i) < 0.6 ? 1 : 0);
    }

    Operand drawn(Draw other) {
        return new Operand(kind, shape, other);
    }

    Operand constant() {
        return new Operand(Kind.CONSTANT, shape, draw);
    }

    /** The numbers under {@code key}. */
    public double[] numbers(RandomKey key) {
        double[] numbers = new double[(int) shape.elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = draw.at(key, i);
        }
        return numbers;
    }

    /** A larger operand with the axes reversed, of which {@link #view} is this one. */
    Operand underView() {
        if (shape.rank() == 0) {
            return this;
        }
        List<Dim> sizes = new ArrayList<>(shape.dims());
        Collections.reverse(sizes);
        sizes.set(0, sizes.get(0).plus(Dim.of(2)));
        Shape under = new Shape(sizes);
        return new Operand(kind, under, (key, i) -> {
            int index = 0;
            int rest = i;
            int[] at = new int[under.rank()];
            for (int axis = under.rank() - 1; axis >= 0; axis--) {
                at[axis] = rest % (int) under.dim(axis).value();
                rest /= (int) under.dim(axis).value();
            }
            at[0] = Math.floorMod(at[0] - 1, Math.max(1, (int) shape.dim(-1).value())); // the margin repeats elements, which keeps ids in range
            for (int axis = 0; axis < shape.rank(); axis++) {
                index = index * (int) shape.dim(axis).value() + at[under.rank() - 1 - axis];
            }
            return draw.at(key, index);
        });
    }

    /** Reverses the axes and cuts the margin off. */
    static Tensor view(Tensor under) {
        if (under.rank() == 0) {
            return under;
        }
        int[] reversed = new int[under.rank()];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = reversed.length - 1 - i;
        }
        return under.permute(reversed).slice(-1, 1, under.dim(0).value() - 2);
    }
}
