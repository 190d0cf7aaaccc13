package org.stagelm.nd4j.kernel;

/** The two floating types of 16 bits: IEEE 754 binary16, and bfloat16, a float without its lower 16 bits. Rounding is to nearest, ties to even. */
final class HalfPrecision {

    private HalfPrecision() {}

    static short brain(double x) {
        if (Double.isNaN(x)) {
            return 0x7fc0;
        }
        return (short) (Float.floatToRawIntBits((float) round(x, 7, -126, 127)) >>> 16);
    }

    static short half(double x) {
        if (Double.isNaN(x)) {
            return 0x7e00;
        }
        double rounded = round(x, 10, -14, 15);
        int sign = Double.doubleToRawLongBits(x) < 0 ? 0x8000 : 0;
        if (Double.isInfinite(rounded)) {
            return (short) (sign | 0x7c00);
        }
        double size = Math.abs(rounded);
        int exponent = Math.getExponent(size);
        if (exponent < -14) {
            return (short) (sign | (int) Math.scalb(size, 24));
        }
        return (short) (sign | exponent + 15 << 10 | (int) Math.scalb(size, 10 - exponent) - 0x400);
    }

    static double toDouble(short bits) {
        int sign = bits < 0 ? -1 : 1;
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0x1f) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return sign * (exponent == 0 ? Math.scalb((double) fraction, -24) : Math.scalb((double) (fraction + 0x400), exponent - 25));
    }

    /** The nearest number with {@code bits} bits behind the point; infinite beyond the largest exponent. */
    private static double round(double x, int bits, int smallestExponent, int largestExponent) {
        if (x == 0 || Double.isInfinite(x)) {
            return x;
        }
        int exponent = Math.max(Math.getExponent(x), smallestExponent);
        double spacing = Math.scalb(1.0, exponent - bits);
        double rounded = Math.rint(x / spacing) * spacing;
        return Math.getExponent(rounded) > largestExponent ? Math.copySign(Double.POSITIVE_INFINITY, x) : rounded;
    }
}
