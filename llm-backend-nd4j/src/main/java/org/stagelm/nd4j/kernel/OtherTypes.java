package org.stagelm.nd4j.kernel;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.stagelm.api.tensor.Comparison;
import org.stagelm.nd4j.memory.Strided;

/**
 * Operations on elements of any type, one by one on the calling thread: floating ones in double precision, integers in longs. Each writes all of
 * {@code to}; all operands of one call have its sizes.
 */
public final class OtherTypes {

    private OtherTypes() {}

    /** One element: where it stands in each operand. */
    private interface Visit {
        void at(int to, int a, int b, int c);
    }

    private static void each(Visit visit, Strided to, Strided a, Strided b, Strided c) {
        Walk walk = Walk.over(to, a, b, c);
        for (int piece = 0; piece < walk.pieces(); piece++) {
            int n = walk.length(piece);
            int ito = walk.start(0, piece);
            int ia = walk.start(1, piece);
            int ib = walk.start(2, piece);
            int ic = walk.start(3, piece);
            for (int i = 0; i < n; i++) {
                visit.at(ito, ia, ib, ic);
                ito += walk.step(0);
                ia += walk.step(1);
                ib += walk.step(2);
                ic += walk.step(3);
            }
        }
    }

    /** Copies and converts: floats to integers towards zero, anything to BOOL as whether it is not 0. */
    public static void copy(Strided x, Strided to) {
        Elements from = Elements.of(x);
        Elements target = Elements.of(to);
        boolean floating = x.type().isFloating();
        each((ito, ia, ib, ic) -> {
            if (floating) {
                target.put(ito, from.number(ia));
            } else {
                target.put(ito, from.integer(ia));
            }
        }, to, x, x, x);
    }

    public static void apply(DoubleUnaryOperator floating, LongUnaryOperator integer, Strided x, Strided to) {
        Elements from = Elements.of(x);
        Elements target = Elements.of(to);
        boolean isFloating = x.type().isFloating();
        each((ito, ia, ib, ic) -> {
            if (isFloating) {
                target.put(ito, floating.applyAsDouble(from.number(ia)));
            } else {
                target.put(ito, integer.applyAsLong(from.integer(ia)));
            }
        }, to, x, x, x);
    }

    public static void combine(DoubleBinaryOperator floating, LongBinaryOperator integer, Strided a, Strided b, Strided to) {
        Elements left = Elements.of(a);
        Elements right = Elements.of(b);
        Elements target = Elements.of(to);
        boolean isFloating = a.type().isFloating();
        each((ito, ia, ib, ic) -> {
            if (isFloating) {
                target.put(ito, floating.applyAsDouble(left.number(ia), right.number(ib)));
            } else {
                target.put(ito, integer.applyAsLong(left.integer(ia), right.integer(ib)));
            }
        }, to, a, b, b);
    }

    /** {@code to} is BOOL. */
    public static void compare(Comparison comparison, Strided a, Strided b, Strided to) {
        Elements left = Elements.of(a);
        Elements right = Elements.of(b);
        Elements target = Elements.of(to);
        boolean floating = a.type().isFloating();
        each((ito, ia, ib, ic) -> {
            boolean holds = floating ? holds(comparison, left.number(ia), right.number(ib)) : holds(comparison, left.integer(ia), right.integer(ib));
            target.put(ito, holds ? 1L : 0L);
        }, to, a, b, b);
    }

    private static boolean holds(Comparison comparison, double a, double b) {
        return switch (comparison) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case EQUAL -> a == b;
        };
    }

    private static boolean holds(Comparison comparison, long a, long b) {
        return switch (comparison) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case EQUAL -> a == b;
        };
    }

    /** Where {@code condition} (BOOL) is true a, elsewhere b. */
    public static void where(Strided condition, Strided a, Strided b, Strided to) {
        Elements flags = Elements.of(condition);
        Elements left = Elements.of(a);
        Elements right = Elements.of(b);
        Elements target = Elements.of(to);
        boolean floating = a.type().isFloating();
        each((ito, ia, ib, ic) -> {
            boolean first = flags.integer(ic) != 0;
            if (floating) {
                target.put(ito, first ? left.number(ia) : right.number(ib));
            } else {
                target.put(ito, first ? left.integer(ia) : right.integer(ib));
            }
        }, to, a, b, condition);
    }

    /** to = Σ x over the axes along which {@code to}, seen in the sizes of x, repeats itself. */
    static void sum(Strided x, Strided to, Strided repeated) {
        Elements from = Elements.of(x);
        Elements target = Elements.of(to);
        boolean floating = x.type().isFloating();
        double[] sums = new double[floating ? to.elements() : 0];
        long[] integers = new long[floating ? 0 : to.elements()];
        each((ix, ia, it, ic) -> {
            if (floating) {
                sums[it] += from.number(ix);
            } else {
                integers[it] += from.integer(ix);
            }
        }, x, x, repeated, x);
        for (int i = 0; i < to.elements(); i++) {
            if (floating) {
                target.put(i, sums[i]);
            } else {
                target.put(i, integers[i]);
            }
        }
    }

    /** Row-major numbers, any type. */
    public static double[] numbers(Strided x) {
        double[] to = new double[x.elements()];
        Elements from = Elements.of(x);
        int[] next = {0};
        each((ix, ia, ib, ic) -> to[next[0]++] = from.number(ix), x, x, x, x);
        return to;
    }

    /** Row-major integers, of an integer type. */
    static long[] integers(Strided x) {
        long[] to = new long[x.elements()];
        Elements from = Elements.of(x);
        int[] next = {0};
        each((ix, ia, ib, ic) -> to[next[0]++] = from.integer(ix), x, x, x, x);
        return to;
    }

    /** Element i of {@code to}, dense, is the element of x, dense, at the i-th place. */
    static void take(Strided x, IntUnaryOperator place, Strided to) {
        Elements from = Elements.of(x);
        Elements target = Elements.of(to);
        for (int i = 0; i < to.elements(); i++) {
            if (x.type().isFloating()) {
                target.put(i, from.number(x.offset() + place.applyAsInt(i)));
            } else {
                target.put(i, from.integer(x.offset() + place.applyAsInt(i)));
            }
        }
    }

    /** Adds element i of x, dense, to the i-th place of {@code to}, dense; floating types. */
    static void scatter(Strided x, IntUnaryOperator place, Strided to) {
        Elements from = Elements.of(x);
        Elements target = Elements.of(to);
        for (int i = 0; i < x.elements(); i++) {
            int at = to.offset() + place.applyAsInt(i);
            target.put(at, target.number(at) + from.number(x.offset() + i));
        }
    }
}
