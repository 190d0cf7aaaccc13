package org.stagelm.testkit.reference;

import org.stagelm.api.tensor.DType;

/** What becomes of a double or a long that a smaller type has to hold. */
final class Narrowing {

    private Narrowing() {}

    /** The nearest number of the floating {@code type}, ties to even; infinite beyond its range. */
    static double round(double x, DType type) {
        return switch (type) {
            case FLOAT64 -> x;
            case FLOAT32 -> (float) x;
            case BFLOAT16 -> round(x, 7, -126, 127);
            case FLOAT16 -> round(x, 10, -14, 15);
            default -> throw new IllegalArgumentException(type + " is not floating");
        };
    }

    /** The lowest bits of {@code x} as a number of the integer {@code type}; BOOL: whether it is not 0. */
    static long wrap(long x, DType type) {
        return switch (type) {
            case INT64 -> x;
            case INT32 -> (int) x;
            case INT8 -> (byte) x;
            case UINT8 -> x & 0xff;
            case BOOL -> x == 0 ? 0 : 1;
            default -> throw new IllegalArgumentException(type + " is floating");
        };
    }

    /** IEEE 754 rounding to {@code bits} bits behind the point; below the smallest exponent the numbers are evenly spaced (subnormal). */
    private static double round(double x, int bits, int smallestExponent, int largestExponent) {
        if (x == 0 || !Double.isFinite(x)) {
            return x;
        }
        int exponent = Math.max(Math.getExponent(x), smallestExponent);
        double spacing = Math.scalb(1.0, exponent - bits);
        double rounded = Math.rint(x / spacing) * spacing;
        return Math.getExponent(rounded) > largestExponent ? Math.copySign(Double.POSITIVE_INFINITY, x) : rounded;
    }
}
