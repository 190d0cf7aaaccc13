package org.stagelm.nd4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stagelm.api.tensor.RandomKey;

/**
 * The arithmetic of rows, in this JVM's form and in the scalar one: the build runs the tests with the vector module and without it, so both forms are
 * compared with the same numbers in double precision, and thereby with each other.
 */
class RowsTest {

    private static final int ROOM = 64;

    private static final Map<Function, DoubleUnaryOperator> EXACT = new EnumMap<>(Map.ofEntries(
            Map.entry(Function.NEGATE, x -> -x),
            Map.entry(Function.ABS, Math::abs),
            Map.entry(Function.EXP, Math::exp),
            Map.entry(Function.LOG, Math::log),
            Map.entry(Function.SQRT, Math::sqrt),
            Map.entry(Function.RECIPROCAL, x -> 1 / x),
            Map.entry(Function.SIN, Math::sin),
            Map.entry(Function.COS, Math::cos),
            Map.entry(Function.TANH, Math::tanh),
            Map.entry(Function.SIGMOID, x -> 1 / (1 + Math.exp(-x))),
            Map.entry(Function.ERF, RowsTest::erf),
            Map.entry(Function.RELU, x -> Math.max(x, 0)),
            Map.entry(Function.GELU, x -> 0.5 * x * (1 + erf(x * Math.sqrt(0.5)))),
            Map.entry(Function.GELU_TANH, x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)))),
            Map.entry(Function.SILU, x -> x / (1 + Math.exp(-x)))));

    private final Rows chosen = RowChoice.rows();
    private final Rows scalar = new Rows();

    @ParameterizedTest
    @EnumSource
    void functionsAreAsGoodAsFloatsAllow(Function f) {
        boolean positive = f == Function.LOG || f == Function.SQRT;
        int n = 2001;
        float[] x = new float[n + ROOM];
        for (int i = 0; i < n; i++) {
            x[i] = positive ? 0.005f + 0.01f * i : 0.005f + 0.01f * (i - 1000);
        }
        for (Rows rows : new Rows[] {chosen, scalar}) {
            float[] y = new float[n + ROOM];
            rows.apply(f, x, y, n);
            for (int i = 0; i < n; i++) {
                double expected = EXACT.get(f).applyAsDouble(x[i]);
                // eight units in the last place of the result, or of 1 where the function is a difference of numbers of about that size
                double allowed = 1e-6 * Math.max(1, Math.abs(expected));
                assertThat((double) y[i]).as("%s(%s) by %s", f, x[i], rows.description()).isCloseTo(expected, within(allowed));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void slopesAreDerivatives(Function f) {
        boolean positive = f == Function.LOG || f == Function.SQRT;
        int n = 301;
        float[] x = new float[n + ROOM];
        float[] g = new float[n + ROOM];
        for (int i = 0; i < n; i++) {
            x[i] = positive ? 0.3f + 0.05f * i : 0.025f + 0.05f * (i - 150);
            g[i] = 1 + i % 3;
        }
        for (Rows rows : new Rows[] {chosen, scalar}) {
            float[] to = new float[n + ROOM];
            rows.slope(f, x, g, to, n);
            for (int i = 0; i < n; i++) {
                double step = 1e-5;
                double expected = g[i] * (EXACT.get(f).applyAsDouble(x[i] + step) - EXACT.get(f).applyAsDouble(x[i] - step)) / (2 * step);
                // central differences in double precision are good to 1e-8 where the third derivative is moderate, as it is but for 1 / x near 0
                double allowed = 1e-5 * Math.max(1, Math.abs(expected));
                assertThat((double) to[i]).as("%s′(%s) by %s", f, x[i], rows.description()).isCloseTo(expected, within(allowed));
            }
        }
    }

    @Test
    void theEndsOfTheRangeStayWhatTheyAre() {
        float[] x = new float[ROOM];
        float[] ends = {Float.NEGATIVE_INFINITY, -1e30f, -100, -86.5f, 88.5f, 100, 1e30f, Float.POSITIVE_INFINITY, Float.NaN};
        System.arraycopy(ends, 0, x, 0, ends.length);
        for (Rows rows : new Rows[] {chosen, scalar}) {
            float[] y = new float[ROOM];
            rows.apply(Function.EXP, x, y, ends.length);
            assertThat(y[0]).isZero();
            assertThat(y[1]).isZero();
            assertThat(y[2]).isZero();
            assertThat(y[3] / Math.exp(-86.5)).isCloseTo(1, within(1e-5)); // the argument itself has an error of 1e-5 there
            assertThat(y[4] / Math.exp(88.5)).isCloseTo(1, within(1e-5));
            assertThat(y[5]).isInfinite();
            assertThat(y[6]).isInfinite();
            assertThat(y[7]).isInfinite();
            assertThat(y[8]).isNaN();
            rows.apply(Function.SIGMOID, x, y, ends.length);
            assertThat(y[0]).isZero();
            assertThat(y[7]).isEqualTo(1);
            assertThat(y[8]).isNaN();
            rows.apply(Function.TANH, x, y, ends.length);
            assertThat(y[0]).isEqualTo(-1, within(1e-6f));
            assertThat(y[7]).isEqualTo(1, within(1e-6f));
            assertThat(y[8]).isNaN();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 8, 9, 15, 16, 17, 31, 33, 100})
    void sumsTakeTheFirstElementsOnly(int n) {
        RandomKey key = new RandomKey(n);
        float[] x = new float[n + ROOM];
        float[] y = new float[n + ROOM];
        double sum = 0;
        double dot = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) key.normal(i) - 3;
            y[i] = (float) key.normal(1000 + i);
            if (i < n) {
                sum += x[i];
                dot += x[i] * (double) y[i];
                largest = Math.max(largest, x[i]);
            } else {
                x[i] = 1e9f; // what lies behind must not count
            }
        }
        double exponentials = 0;
        for (int i = 0; i < n; i++) {
            exponentials += Math.exp(x[i] - largest);
        }
        for (Rows rows : new Rows[] {chosen, scalar}) {
            assertThat((double) rows.sum(x, n)).isCloseTo(sum, within(1e-4)); // up to 100 roundings of 3e-5
            assertThat((double) rows.dot(x, y, n)).isCloseTo(dot, within(1e-4));
            assertThat((double) rows.max(x, n)).isEqualTo(largest);
            assertThat((double) rows.expShifted(x, (float) largest, new float[n + ROOM], n)).isCloseTo(exponentials, within(1e-5 * exponentials));
        }
    }

    @Test
    void theLargestOfARowWithNanIsNan() {
        float[] x = new float[ROOM];
        x[19] = Float.NaN;
        for (Rows rows : new Rows[] {chosen, scalar}) {
            assertThat(rows.max(x, 20)).isNaN();
            assertThat(rows.max(x, 19)).isZero();
        }
    }

    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-17 && n < 500; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return Math.abs(x) > 6 ? Math.signum(x) : 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
