package org.stagelm.nd4j.kernel;

import org.stagelm.nd4j.memory.Strided;

/** The largest element along one axis, of any type, one by one. A NaN counts as the largest. */
public final class Maxima {

    private Maxima() {}

    /**
     * @param x dense
     * @param to dense, as x without the axis
     */
    public static void max(Strided x, int axis, Strided to) {
        Elements from = Elements.of(x);
        Elements target = Elements.of(to);
        int inner = inner(x, axis);
        for (int i = 0; i < to.elements(); i++) {
            int best = best(from, start(x, axis, i), inner, x.size(axis), x.type().isFloating());
            if (x.type().isFloating()) {
                target.put(i, from.number(best));
            } else {
                target.put(i, from.integer(best));
            }
        }
    }

    /** Shares the gradient of each maximum evenly among the elements equal to it. */
    public static void gradient(Strided x, int axis, Strided g, Strided to) {
        Elements from = Elements.of(x);
        Elements slopes = Elements.of(g);
        Elements target = Elements.of(to);
        int inner = inner(x, axis);
        int n = x.size(axis);
        for (int i = 0; i < g.elements(); i++) {
            int start = start(x, axis, i);
            double largest = from.number(best(from, start, inner, n, true));
            int equal = 0;
            for (int j = 0; j < n; j++) {
                equal += from.number(start + j * inner) == largest ? 1 : 0;
            }
            for (int j = 0; j < n; j++) {
                double share = from.number(start + j * inner) == largest ? slopes.number(g.offset() + i) / equal : 0;
                target.put(start + j * inner - x.offset(), share);
            }
        }
    }

    private static int inner(Strided x, int axis) {
        int inner = 1;
        for (int a = axis + 1; a < x.rank(); a++) {
            inner *= x.size(a);
        }
        return inner;
    }

    /** Where the first of the elements stands that result i is the largest of. */
    private static int start(Strided x, int axis, int i) {
        int inner = inner(x, axis);
        return x.offset() + i / inner * x.size(axis) * inner + i % inner;
    }

    private static int best(Elements from, int start, int step, int n, boolean floating) {
        int best = start;
        for (int j = 1; j < n; j++) {
            int at = start + j * step;
            boolean larger = floating ? Double.compare(from.number(at), from.number(best)) > 0 : from.integer(at) > from.integer(best);
            best = larger ? at : best;
        }
        return best;
    }
}
