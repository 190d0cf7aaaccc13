package org.stagelm.nd4j.kernel;

/**
 * Functions of one float, in float arithmetic without branches on the way to the result, good to a few units in the last place. {@link VectorRows}
 * does the same steps on whole vectors.
 */
final class FloatMath {

    /** Below, e^x is taken to be 0; it is less than 2.5e-38 there. */
    static final float EXP_LOWEST = -86.6f;

    /** Above, e^x is infinite. */
    static final float EXP_HIGHEST = 88.73f;

    static final float LOG2_E = 1.44269504f;

    /** Adding it rounds to an integer, which then stands in the lowest bits. */
    static final float ROUNDER = 12582912f; // 1.5 · 2²³

    static final int ROUNDER_BITS = 0x4B400000;

    /** ln 2 in two parts, the first with few bits, so that k · LN2_HIGH is exact. */
    static final float LN2_HIGH = 0.693359375f;

    static final float LN2_LOW = -2.12194440e-4f;

    /** (e^r − 1 − r) / r² on ±ln 2 / 2, from the highest power down (Cephes, expf). */
    static final float[] EXP = {1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f};

    /** tanh x = x P(x²) / Q(x²) up to this; beyond, it is ±1 in float (Eigen, ptanh). */
    static final float TANH_LIMIT = 7.90531110763549805f;

    static final float[] TANH_P = {-2.76076847742355e-16f, 2.00018790482477e-13f, -8.60467152213735e-11f, 5.12229709037114e-08f,
        1.48572235717979e-05f, 6.37261928875436e-04f, 4.89352455891786e-03f};

    static final float[] TANH_Q = {1.19825839466702e-06f, 1.18534705686654e-04f, 2.26843463243900e-03f, 4.89352518554385e-03f};

    /** erf x = x P(x²) / Q(x²) up to this; beyond, it is ±1 in float (XLA, erf for F32). */
    static final float ERF_LIMIT = 4f;

    static final float[] ERF_P = {-2.72614225801306e-10f, 2.77068142495902e-08f, -2.10102402082508e-06f, -5.69250639462346e-05f,
        -7.34990630326855e-04f, -2.95459980854025e-03f, -1.60960333262415e-02f};

    static final float[] ERF_Q = {-1.45660718464996e-05f, -2.13374055278905e-04f, -1.68282697438203e-03f, -7.37332916720468e-03f,
        -1.42647390514189e-02f};

    static final float SQRT_HALF = 0.70710678f;

    /** 1 / √(2π) */
    static final float NORMAL_DENSITY = 0.39894228f;

    /** 2 √(2/π), of the tanh approximation of GELU. */
    static final float GELU_TANH_SCALE = 1.59576912f;

    static final float GELU_TANH_CUBE = 0.044715f;

    /** 2 / √π */
    static final float ERF_SLOPE = 1.12837917f;

    private FloatMath() {}

    static float exp(float x) {
        float shifted = x * LOG2_E + ROUNDER;
        float k = shifted - ROUNDER;
        float r = x - k * LN2_HIGH - k * LN2_LOW;
        float p = polynomial(EXP, r) * r * r + r + 1;
        // 2^(k−1) · 2 rather than 2^k: k = 128 would not fit into the exponent.
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(shifted) - ROUNDER_BITS + 126 << 23);
        float y = p * power * 2;
        return x < EXP_LOWEST ? 0 : x > EXP_HIGHEST ? Float.POSITIVE_INFINITY : y;
    }

    static float tanh(float x) {
        float t = Math.max(-TANH_LIMIT, Math.min(TANH_LIMIT, x));
        float square = t * t;
        return t * polynomial(TANH_P, square) / polynomial(TANH_Q, square);
    }

    static float erf(float x) {
        float t = Math.max(-ERF_LIMIT, Math.min(ERF_LIMIT, x));
        float square = t * t;
        return t * polynomial(ERF_P, square) / polynomial(ERF_Q, square);
    }

    static float sigmoid(float x) {
        return 1 / (1 + exp(-x));
    }

    /** x Φ(x) */
    static float gelu(float x) {
        return 0.5f * x * (1 + erf(x * SQRT_HALF));
    }

    /** Φ(x) + x φ(x) */
    static float geluSlope(float x) {
        return 0.5f * (1 + erf(x * SQRT_HALF)) + x * NORMAL_DENSITY * exp(-0.5f * x * x);
    }

    /** 0.5 x (1 + tanh u) = x σ(2u), with u = √(2/π) (x + 0.044715 x³) */
    static float geluTanh(float x) {
        return x * sigmoid(GELU_TANH_SCALE * x * (1 + GELU_TANH_CUBE * x * x));
    }

    /** s + x s (1 − s) d 2u/dx: unlike 1 − tanh², 1 − s is exactly 0 where x is large. */
    static float geluTanhSlope(float x) {
        float s = sigmoid(GELU_TANH_SCALE * x * (1 + GELU_TANH_CUBE * x * x));
        return s + x * s * (1 - s) * GELU_TANH_SCALE * (1 + 3 * GELU_TANH_CUBE * x * x);
    }

    static float silu(float x) {
        return x * sigmoid(x);
    }

    static float siluSlope(float x) {
        float s = sigmoid(x);
        return s * (1 + x * (1 - s));
    }

    private static float polynomial(float[] coefficients, float x) {
        float y = coefficients[0];
        for (int i = 1; i < coefficients.length; i++) {
            y = y * x + coefficients[i];
        }
        return y;
    }
}
