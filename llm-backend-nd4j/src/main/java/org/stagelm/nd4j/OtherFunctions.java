package org.stagelm.nd4j;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.Unary;

/** The elementwise functions for types other than FLOAT32, and their derivatives. */
final class OtherFunctions {

    private OtherFunctions() {}

    static DoubleUnaryOperator floating(Unary function) {
        return switch (function) {
            case NEGATE -> x -> -x;
            case ABS -> Math::abs;
            case EXP -> Math::exp;
            case LOG -> Math::log;
            case SQRT -> Math::sqrt;
            case RECIPROCAL -> x -> 1 / x;
            case SIN -> Math::sin;
            case COS -> Math::cos;
            case TANH -> Math::tanh;
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            case ERF -> OtherFunctions::erf;
            case RELU -> x -> Math.max(x, 0);
        };
    }

    static DoubleUnaryOperator derivative(Unary function) {
        return switch (function) {
            case NEGATE -> x -> -1;
            case ABS -> Math::signum;
            case EXP -> Math::exp;
            case LOG -> x -> 1 / x;
            case SQRT -> x -> 0.5 / Math.sqrt(x);
            case RECIPROCAL -> x -> -1 / (x * x);
            case SIN -> Math::cos;
            case COS -> x -> -Math.sin(x);
            case TANH -> x -> 1 - Math.tanh(x) * Math.tanh(x);
            case SIGMOID -> x -> 1 / ((1 + Math.exp(-x)) * (1 + Math.exp(x)));
            case ERF -> x -> 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
            case RELU -> x -> x > 0 ? 1 : 0;
        };
    }

    static LongUnaryOperator integer(Unary function) {
        return switch (function) {
            case NEGATE -> x -> -x;
            case ABS -> Math::abs;
            case RELU -> x -> Math.max(x, 0);
            default -> throw new IllegalArgumentException("it is not for integers: cast to a floating type first");
        };
    }

    static DoubleBinaryOperator floating(Binary function) {
        return switch (function) {
            case ADD -> Double::sum;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case DIVIDE -> (a, b) -> a / b;
            case MAXIMUM -> Math::max;
        };
    }

    static LongBinaryOperator integer(Binary function) {
        return switch (function) {
            case ADD -> Long::sum;
            case SUBTRACT -> (a, b) -> a - b;
            case MULTIPLY -> (a, b) -> a * b;
            case MAXIMUM -> Math::max;
            case DIVIDE -> throw new IllegalArgumentException("it is not for integers: cast to a floating type first");
        };
    }

    /** 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (1 · 3 · … · (2n+1)) (DLMF 7.6.2): all terms have one sign, so nothing cancels. */
    private static double erf(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (Math.abs(x) > 6) { // 1 − erf(6) is below half a unit in the last place
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
