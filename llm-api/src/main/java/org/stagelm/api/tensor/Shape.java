package org.stagelm.api.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The sizes of a tensor, outermost first. A scalar has none. */
public record Shape(List<Dim> dims) {

    public Shape {
        dims = List.copyOf(dims);
    }

    public static Shape of(long... sizes) {
        return new Shape(Arrays.stream(sizes).mapToObj(Dim::of).toList());
    }

    public static Shape of(Dim... dims) {
        return new Shape(List.of(dims));
    }

    public int rank() {
        return dims.size();
    }

    /** The size along {@code axis}; negative axes count from the end. */
    public Dim dim(int axis) {
        return dims.get(axis < 0 ? axis + dims.size() : axis);
    }

    /** This shape with the size along {@code axis} replaced. */
    public Shape with(int axis, Dim size) {
        List<Dim> to = new ArrayList<>(dims);
        to.set(axis < 0 ? axis + dims.size() : axis, size);
        return new Shape(to);
    }

    /** This shape with {@code axis} left out. */
    public Shape without(int axis) {
        List<Dim> to = new ArrayList<>(dims);
        to.remove(axis < 0 ? axis + dims.size() : axis);
        return new Shape(to);
    }

    /** The sizes as numbers; all must be fixed. */
    public long[] sizes() {
        return dims.stream().mapToLong(Dim::value).toArray();
    }

    /**
     * The number of elements; all sizes must be fixed.
     *
     * @throws IllegalArgumentException where it is more than 2⁶³ − 1
     */
    public long elements() {
        long n = 1;
        boolean fits = true;
        for (Dim d : dims) {
            long size = d.value();
            if (size == 0) {
                return 0;
            }
            fits &= Math.multiplyHigh(n, size) == 0 && n * size > 0;
            n *= size;
        }
        if (!fits) {
            throw new IllegalArgumentException(this + " has more than 2^63 − 1 elements");
        }
        return n;
    }

    @Override
    public String toString() {
        return dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
