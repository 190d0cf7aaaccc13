package org.stagelm.nd4j.kernel;

import org.stagelm.api.tensor.Binary;

/**
 * The arithmetic within one row, on the first {@code n} elements of arrays from {@link Scratch}. Here in plain loops, of which the JIT compiles the
 * simple ones to vector instructions by itself; {@link VectorRows} overrides those it does not. Elements behind the n-th may be overwritten.
 */
public class Rows {

    /** What computes, for logs. */
    public String description() {
        return "scalar loops";
    }

    /** to = f(x) */
    void apply(Function f, float[] x, float[] to, int n) {
        switch (f) {
            case NEGATE -> {
                for (int i = 0; i < n; i++) {
                    to[i] = -x[i];
                }
            }
            case ABS -> {
                for (int i = 0; i < n; i++) {
                    to[i] = Math.abs(x[i]);
                }
            }
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    to[i] = Math.max(x[i], 0);
                }
            }
            case SQRT -> {
                for (int i = 0; i < n; i++) {
                    to[i] = (float) Math.sqrt(x[i]);
                }
            }
            case RECIPROCAL -> {
                for (int i = 0; i < n; i++) {
                    to[i] = 1 / x[i];
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    to[i] = of(f, x[i]);
                }
            }
        }
    }

    private static float of(Function f, float x) {
        return switch (f) {
            case EXP -> FloatMath.exp(x);
            case LOG -> (float) Math.log(x);
            case SIN -> (float) Math.sin(x);
            case COS -> (float) Math.cos(x);
            case TANH -> FloatMath.tanh(x);
            case SIGMOID -> FloatMath.sigmoid(x);
            case ERF -> FloatMath.erf(x);
            case GELU -> FloatMath.gelu(x);
            case GELU_TANH -> FloatMath.geluTanh(x);
            case SILU -> FloatMath.silu(x);
            default -> throw new IllegalArgumentException(f + " has a loop of its own");
        };
    }

    /** to = g · f′(x) */
    void slope(Function f, float[] x, float[] g, float[] to, int n) {
        switch (f) {
            case NEGATE -> {
                for (int i = 0; i < n; i++) {
                    to[i] = -g[i];
                }
            }
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    to[i] = x[i] > 0 ? g[i] : 0;
                }
            }
            default -> {
                for (int i = 0; i < n; i++) {
                    to[i] = g[i] * slopeOf(f, x[i]);
                }
            }
        }
    }

    private static float slopeOf(Function f, float x) {
        return switch (f) {
            case ABS -> Math.signum(x);
            case EXP -> FloatMath.exp(x);
            case LOG -> 1 / x;
            case SQRT -> 0.5f / (float) Math.sqrt(x);
            case RECIPROCAL -> -1 / (x * x);
            case SIN -> (float) Math.cos(x);
            case COS -> (float) -Math.sin(x);
            case TANH -> 1 - FloatMath.tanh(x) * FloatMath.tanh(x);
            case SIGMOID -> FloatMath.sigmoid(x) * (1 - FloatMath.sigmoid(x));
            case ERF -> FloatMath.ERF_SLOPE * FloatMath.exp(-x * x);
            case GELU -> FloatMath.geluSlope(x);
            case GELU_TANH -> FloatMath.geluTanhSlope(x);
            case SILU -> FloatMath.siluSlope(x);
            default -> throw new IllegalArgumentException(f + " has a loop of its own");
        };
    }

    /** to = a ∘ b */
    final void combine(Binary f, float[] a, float[] b, float[] to, int n) {
        switch (f) {
            case ADD -> {
                for (int i = 0; i < n; i++) {
                    to[i] = a[i] + b[i];
                }
            }
            case SUBTRACT -> {
                for (int i = 0; i < n; i++) {
                    to[i] = a[i] - b[i];
                }
            }
            case MULTIPLY -> {
                for (int i = 0; i < n; i++) {
                    to[i] = a[i] * b[i];
                }
            }
            case DIVIDE -> {
                for (int i = 0; i < n; i++) {
                    to[i] = a[i] / b[i];
                }
            }
            case MAXIMUM -> {
                for (int i = 0; i < n; i++) {
                    to[i] = Math.max(a[i], b[i]);
                }
            }
        }
    }

    /** to = g · d max(a, b) / da: the larger one's, a half where they are equal. */
    final void maximumSlope(float[] a, float[] b, float[] g, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = a[i] > b[i] ? g[i] : a[i] == b[i] ? 0.5f * g[i] : 0;
        }
    }

    /** to = x · factor */
    final void scale(float[] x, float factor, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = x[i] * factor;
        }
    }

    /** to += x */
    final void add(float[] x, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] += x[i];
        }
    }

    /** to += a · b */
    final void addProduct(float[] a, float[] b, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] += a[i] * b[i];
        }
    }

    /** to = x · factor · gain + shift, elementwise in gain. */
    final void affine(float[] x, float factor, float[] gain, float[] shift, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = x[i] * factor * gain[i] + shift[i];
        }
    }

    /** x −= number */
    final void subtract(float[] x, float number, int n) {
        for (int i = 0; i < n; i++) {
            x[i] -= number;
        }
    }

    /** to = factor · (g − a − b · x): how a norm passes a gradient back. */
    final void centered(float[] g, float a, float b, float[] x, float factor, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = factor * (g[i] - a - b * x[i]);
        }
    }

    /** to = factor · p · (g − a): how softmax passes a gradient back. */
    final void weighted(float[] p, float[] g, float a, float factor, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = factor * p[i] * (g[i] - a);
        }
    }

    float sum(float[] x, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += x[i];
            s1 += x[i + 1];
            s2 += x[i + 2];
            s3 += x[i + 3];
        }
        for (; i < n; i++) {
            s0 += x[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** Σ a · b */
    float dot(float[] a, float[] b, int n) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < n; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** The largest element; NaN where there is one. */
    float max(float[] x, int n) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, x[i]);
        }
        return largest;
    }

    /** to = e^(x − shift); gives the sum of to. */
    float expShifted(float[] x, float shift, float[] to, int n) {
        for (int i = 0; i < n; i++) {
            to[i] = FloatMath.exp(x[i] - shift);
        }
        return sum(to, n);
    }

    /**
     * Adam's step for n elements of one parameter (Kingma and Ba 2015, algorithm 1; Loshchilov and Hutter 2019, algorithm 2).
     *
     * @param p parameter, m and v its moments, g the gradient
     */
    final void adam(float[] p, float[] g, float[] m, float[] v, int n, AdamNumbers a) {
        float beta1 = a.beta1();
        float beta2 = a.beta2();
        float rest1 = a.rest1();
        float rest2 = a.rest2();
        float penalty = a.penalty();
        float kept = a.kept();
        float rate = a.rate();
        float root = a.root();
        float eps = a.eps();
        for (int i = 0; i < n; i++) {
            float slope = g[i] + penalty * p[i];
            m[i] = beta1 * m[i] + rest1 * slope;
            v[i] = beta2 * v[i] + rest2 * slope * slope;
            p[i] = kept * p[i] - rate * m[i] / ((float) Math.sqrt(v[i]) * root + eps);
        }
    }
}
