package org.stagelm.api.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** The shape rules of every operation, in one place. A symbolic size is taken to fit where it cannot be shown not to. */
final class Shapes {

    private Shapes() {}

    static int axis(String operation, Shape x, int axis) {
        int a = axis < 0 ? axis + x.rank() : axis;
        if (a < 0 || a >= x.rank()) {
            throw new ShapeException(operation, x + " has no axis " + axis);
        }
        return a;
    }

    static boolean same(Dim a, Dim b) {
        return !a.isFixed() || !b.isFixed() || a.value() == b.value();
    }

    private static boolean isOne(Dim d) {
        return d.isFixed() && d.value() == 1;
    }

    static Shape broadcast(String operation, Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        List<Dim> to = new ArrayList<>(rank);
        for (int i = 0; i < rank; i++) {
            int ia = i - rank + a.rank();
            int ib = i - rank + b.rank();
            Dim da = ia < 0 ? Dim.of(1) : a.dim(ia);
            Dim db = ib < 0 ? Dim.of(1) : b.dim(ib);
            if (isOne(da)) {
                to.add(db);
            } else if (isOne(db) || same(da, db)) {
                to.add(da.isFixed() ? da : db.isFixed() && !isOne(db) ? db : da);
            } else {
                throw new ShapeException(operation, a + " and " + b + " do not broadcast: " + da + " against " + db);
            }
        }
        return new Shape(to);
    }

    static Shape matmul(Shape a, Shape b) {
        if (a.rank() < 2 || b.rank() < 2) {
            throw new ShapeException("matmul", a + " × " + b + ": both need at least two axes");
        }
        if (!same(a.dim(-1), b.dim(-2))) {
            throw new ShapeException("matmul", a + " × " + b + ": inner sizes " + a.dim(-1) + " and " + b.dim(-2) + " differ");
        }
        Shape batchA = new Shape(a.dims().subList(0, a.rank() - 2));
        Shape batchB = new Shape(b.dims().subList(0, b.rank() - 2));
        List<Dim> to = new ArrayList<>(broadcast("matmul " + a + " × " + b, batchA, batchB).dims());
        to.add(a.dim(-2));
        to.add(b.dim(-1));
        return new Shape(to);
    }

    static Shape linear(Shape x, Shape weight, Shape bias) {
        if (weight.rank() != 2 || x.rank() < 2 || !same(x.dim(-1), weight.dim(1))) {
            throw new ShapeException("linear", "input " + x + " does not fit the weight " + weight + " (out, in)");
        }
        if (bias != null && (bias.rank() != 1 || !same(bias.dim(0), weight.dim(0)))) {
            throw new ShapeException("linear", "bias " + bias + " does not fit the weight " + weight + " (out, in)");
        }
        return x.with(-1, weight.dim(0));
    }

    static void lastAxis(String operation, Shape x, Shape parameter, String what) {
        if (x.rank() < 1 || parameter.rank() != 1 || !same(x.dim(-1), parameter.dim(0))) {
            throw new ShapeException(operation, what + " " + parameter + " does not fit the input " + x);
        }
    }

    /** The largest of nothing is no number, other than its sum (0) and its mean (not a number). */
    static void notEmpty(String operation, Shape x, int axis) {
        if (isEmpty(x.dim(axis))) {
            throw new ShapeException(operation, x + " has no element along axis " + axis);
        }
    }

    static boolean isEmpty(Dim d) {
        return d.isFixed() && d.value() == 0;
    }

    static Shape reduce(String operation, Shape x, int axis, boolean keep) {
        return keep ? x.with(axis, Dim.of(1)) : x.without(axis);
    }

    static void reshape(Shape from, Shape to) {
        boolean fixed = from.dims().stream().allMatch(Dim::isFixed) && to.dims().stream().allMatch(Dim::isFixed);
        if (fixed && from.elements() != to.elements()) {
            throw new ShapeException("reshape", from + " has " + from.elements() + " elements, " + to + " " + to.elements());
        }
    }

    static Shape permute(Shape x, int[] axes) {
        HashSet<Integer> seen = new HashSet<>();
        for (int a : axes) {
            if (a < 0 || a >= x.rank() || !seen.add(a)) {
                throw new ShapeException("permute", Arrays.toString(axes) + " is not an order of the axes of " + x);
            }
        }
        if (axes.length != x.rank()) {
            throw new ShapeException("permute", Arrays.toString(axes) + " is not an order of the axes of " + x);
        }
        return new Shape(Arrays.stream(axes).mapToObj(x::dim).toList());
    }

    static Shape slice(Shape x, int axis, Dim from, Dim length) {
        Dim size = x.dim(axis);
        if (from.isFixed() && length.isFixed() && size.isFixed() && from.value() > size.value() - length.value()) {
            throw new ShapeException("slice", x + " has no " + length + " from " + from + " along axis " + axis);
        }
        return x.with(axis, length);
    }

    static Shape concat(List<Tensor> parts, int axis) {
        if (parts.isEmpty()) {
            throw new ShapeException("concat", "needs at least one tensor");
        }
        Shape first = parts.get(0).shape();
        int at = axis("concat", first, axis);
        Dim size = first.dim(at);
        for (Tensor part : parts.subList(1, parts.size())) {
            Shape s = part.shape();
            boolean fits = s.rank() == first.rank();
            for (int i = 0; fits && i < s.rank(); i++) {
                fits = i == at || same(s.dim(i), first.dim(i));
            }
            if (!fits) {
                throw new ShapeException("concat", first + " and " + s + " differ outside of axis " + axis);
            }
            size = size.plus(s.dim(at));
        }
        return first.with(at, size);
    }

    static void expand(Shape from, Shape to) {
        boolean fits = from.rank() <= to.rank();
        for (int i = 1; fits && i <= from.rank(); i++) {
            Dim f = from.dim(from.rank() - i);
            fits = isOne(f) || same(f, to.dim(to.rank() - i));
        }
        if (!fits) {
            throw new ShapeException("expand", from + " does not expand to " + to);
        }
    }

    static Shape gather(Shape table, Shape ids) {
        if (table.rank() < 1) {
            throw new ShapeException("gather", "a scalar has no rows");
        }
        List<Dim> to = new ArrayList<>(ids.dims());
        to.addAll(table.dims().subList(1, table.rank()));
        return new Shape(to);
    }

    static Shape pick(String operation, Shape x, Shape ids) {
        boolean fits = x.rank() == ids.rank() + 1;
        for (int i = 0; fits && i < ids.rank(); i++) {
            fits = same(x.dim(i), ids.dim(i));
        }
        if (!fits) {
            throw new ShapeException(operation, "ids " + ids + " do not fit " + x + " without its last axis");
        }
        return ids;
    }

    static void attend(Shape q, Shape k, Shape v) {
        if (q.rank() != 4 || k.rank() != 4 || v.rank() != 4) {
            throw new ShapeException("attend", "query " + q + ", key " + k + " and value " + v + " must be [batch, heads, sequence, size]");
        }
        if (!same(q.dim(0), k.dim(0)) || !same(k.dim(0), v.dim(0)) || !same(q.dim(3), k.dim(3)) || !same(k.dim(1), v.dim(1))
                || !same(k.dim(2), v.dim(2))) {
            throw new ShapeException("attend", "query " + q + ", key " + k + " and value " + v + " do not fit");
        }
        if (q.dim(1).isFixed() && k.dim(1).isFixed() && q.dim(1).value() % k.dim(1).value() != 0) {
            throw new ShapeException("attend", k.dim(1) + " key heads do not divide " + q.dim(1) + " query heads");
        }
    }
}
