package org.stagelm.testkit.reference;

import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.Comparison;
import org.stagelm.api.tensor.Unary;

/** The elementwise functions and their derivatives. */
final class Functions {

    private Functions() {}

    static double of(Unary function, double x) {
        return switch (function) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case SQRT -> Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
            case SIN -> Math.sin(x);
            case COS -> Math.cos(x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case ERF -> erf(x);
            case RELU -> Double.isNaN(x) ? x : Math.max(x, 0);
        };
    }

    /** df/dx; at the kinks of ABS and RELU 0. */
    static double derivative(Unary function, double x) {
        double y = of(function, x);
        return switch (function) {
            case NEGATE -> -1;
            case ABS -> Math.signum(x);
            case EXP -> y;
            case LOG -> 1 / x;
            case SQRT -> 1 / (2 * y);
            case RECIPROCAL -> -y * y;
            case SIN -> Math.cos(x);
            case COS -> -Math.sin(x);
            case TANH -> 1 - y * y;
            case SIGMOID -> y * (1 - y);
            case ERF -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
            case RELU -> x > 0 ? 1 : 0;
        };
    }

    static long of(Unary function, long x) {
        return switch (function) {
            case NEGATE -> -x;
            case ABS -> Math.abs(x);
            case RELU -> Math.max(x, 0);
            default -> throw new IllegalArgumentException("not for integers: cast to a floating type first");
        };
    }

    static double of(Binary function, double a, double b) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
        };
    }

    /** df/da. */
    static double derivativeOfFirst(Binary function, double a, double b) {
        return switch (function) {
            case ADD, SUBTRACT -> 1;
            case MULTIPLY -> b;
            case DIVIDE -> 1 / b;
            case MAXIMUM -> a > b ? 1 : a == b ? 0.5 : 0;
        };
    }

    /** df/db. */
    static double derivativeOfSecond(Binary function, double a, double b) {
        return switch (function) {
            case ADD -> 1;
            case SUBTRACT -> -1;
            case MULTIPLY -> a;
            case DIVIDE -> -a / (b * b);
            case MAXIMUM -> b > a ? 1 : a == b ? 0.5 : 0;
        };
    }

    static long of(Binary function, long a, long b) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case MAXIMUM -> Math.max(a, b);
            case DIVIDE -> throw new IllegalArgumentException("not for integers: cast to a floating type first");
        };
    }

    static boolean holds(Comparison comparison, double a, double b) {
        return switch (comparison) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case EQUAL -> a == b;
        };
    }

    static boolean holds(Comparison comparison, long a, long b) {
        return switch (comparison) {
            case LESS -> a < b;
            case LESS_OR_EQUAL -> a <= b;
            case EQUAL -> a == b;
        };
    }

    /**
     * 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (1 · 3 · … · (2n+1)) (DLMF 7.6.2). All terms have one sign, so nothing cancels, and it converges everywhere.
     */
    private static double erf(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (Math.abs(x) > 6) { // 1 − erf(6) = 2e−17 is below half a unit in the last place
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
