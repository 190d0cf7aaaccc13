package org.stagelm.nd4j.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops that the JIT does not compile to vector instructions by itself: exponentials and their kin, and sums, whose order it must not change.
 * Elementwise loops run over whole vectors, past the n-th element; sums take the last elements one by one.
 */
final class VectorRows extends Rows {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    @Override
    public String description() {
        return "vectors of " + LANES + " floats";
    }

    @Override
    void apply(Function f, float[] x, float[] to, int n) {
        switch (f) {
            case EXP -> {
                for (int i = 0; i < n; i += LANES) {
                    exp(load(x, i)).intoArray(to, i);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i += LANES) {
                    tanh(load(x, i)).intoArray(to, i);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i += LANES) {
                    sigmoid(load(x, i)).intoArray(to, i);
                }
            }
            case ERF -> {
                for (int i = 0; i < n; i += LANES) {
                    erf(load(x, i)).intoArray(to, i);
                }
            }
            case GELU -> gelu(x, to, n);
            case GELU_TANH -> geluTanh(x, to, n);
            case SILU -> {
                for (int i = 0; i < n; i += LANES) {
                    FloatVector v = load(x, i);
                    v.mul(sigmoid(v)).intoArray(to, i);
                }
            }
            default -> super.apply(f, x, to, n);
        }
    }

    private static void gelu(float[] x, float[] to, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, i);
            v.mul(0.5f).mul(erf(v.mul(FloatMath.SQRT_HALF)).add(1f)).intoArray(to, i);
        }
    }

    private static void geluTanh(float[] x, float[] to, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, i);
            v.mul(sigmoid(geluTanhInner(v))).intoArray(to, i);
        }
    }

    private static FloatVector geluTanhInner(FloatVector x) {
        return x.mul(x).mul(FloatMath.GELU_TANH_CUBE).add(1f).mul(x).mul(FloatMath.GELU_TANH_SCALE);
    }

    @Override
    void slope(Function f, float[] x, float[] g, float[] to, int n) {
        switch (f) {
            case EXP -> {
                for (int i = 0; i < n; i += LANES) {
                    load(g, i).mul(exp(load(x, i))).intoArray(to, i);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i += LANES) {
                    FloatVector t = tanh(load(x, i));
                    load(g, i).mul(t.mul(t).neg().add(1f)).intoArray(to, i);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i += LANES) {
                    FloatVector s = sigmoid(load(x, i));
                    load(g, i).mul(s).mul(s.neg().add(1f)).intoArray(to, i);
                }
            }
            case GELU -> geluSlope(x, g, to, n);
            case GELU_TANH -> geluTanhSlope(x, g, to, n);
            case SILU -> siluSlope(x, g, to, n);
            default -> super.slope(f, x, g, to, n);
        }
    }

    private static void geluSlope(float[] x, float[] g, float[] to, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, i);
            FloatVector share = erf(v.mul(FloatMath.SQRT_HALF)).add(1f).mul(0.5f);
            FloatVector density = exp(v.mul(v).mul(-0.5f)).mul(FloatMath.NORMAL_DENSITY);
            v.fma(density, share).mul(load(g, i)).intoArray(to, i);
        }
    }

    private static void geluTanhSlope(float[] x, float[] g, float[] to, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, i);
            FloatVector s = sigmoid(geluTanhInner(v));
            FloatVector inner = v.mul(v).mul(3 * FloatMath.GELU_TANH_CUBE).add(1f).mul(FloatMath.GELU_TANH_SCALE);
            s.neg().add(1f).mul(s).mul(v).fma(inner, s).mul(load(g, i)).intoArray(to, i);
        }
    }

    private static void siluSlope(float[] x, float[] g, float[] to, int n) {
        for (int i = 0; i < n; i += LANES) {
            FloatVector v = load(x, i);
            FloatVector s = sigmoid(v);
            s.neg().add(1f).mul(v).add(1f).mul(s).mul(load(g, i)).intoArray(to, i);
        }
    }

    @Override
    float sum(float[] x, int n) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        int i = 0;
        for (; i + 2 * LANES <= n; i += 2 * LANES) {
            a = a.add(load(x, i));
            b = b.add(load(x, i + LANES));
        }
        float sum = a.add(b).reduceLanes(VectorOperators.ADD);
        for (; i < n; i++) {
            sum += x[i];
        }
        return sum;
    }

    @Override
    float dot(float[] x, float[] y, int n) {
        FloatVector a = FloatVector.zero(SPECIES);
        FloatVector b = a;
        int i = 0;
        for (; i + 2 * LANES <= n; i += 2 * LANES) {
            a = load(x, i).fma(load(y, i), a);
            b = load(x, i + LANES).fma(load(y, i + LANES), b);
        }
        float sum = a.add(b).reduceLanes(VectorOperators.ADD);
        for (; i < n; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    @Override
    float max(float[] x, int n) {
        if (n < LANES) {
            return super.max(x, n);
        }
        FloatVector largest = load(x, 0);
        int i = LANES;
        for (; i + LANES <= n; i += LANES) {
            largest = largest.max(load(x, i));
        }
        largest = largest.max(load(x, n - LANES)); // the last elements, some of them twice
        return largest.reduceLanes(VectorOperators.MAX);
    }

    @Override
    float expShifted(float[] x, float shift, float[] to, int n) {
        FloatVector total = FloatVector.zero(SPECIES);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector e = exp(load(x, i).sub(shift));
            e.intoArray(to, i);
            total = total.add(e);
        }
        float sum = total.reduceLanes(VectorOperators.ADD);
        if (i < n) {
            exp(load(x, i).sub(shift)).intoArray(to, i);
            for (; i < n; i++) {
                sum += to[i];
            }
        }
        return sum;
    }

    private static FloatVector load(float[] x, int i) {
        return FloatVector.fromArray(SPECIES, x, i);
    }

    /** As {@link FloatMath#exp}. */
    private static FloatVector exp(FloatVector x) {
        FloatVector shifted = x.mul(FloatMath.LOG2_E).add(FloatMath.ROUNDER);
        FloatVector k = shifted.sub(FloatMath.ROUNDER);
        FloatVector r = k.fma(broadcast(-FloatMath.LN2_LOW), k.fma(broadcast(-FloatMath.LN2_HIGH), x));
        FloatVector p = broadcast(FloatMath.EXP[0]);
        p = p.fma(r, broadcast(FloatMath.EXP[1]));
        p = p.fma(r, broadcast(FloatMath.EXP[2]));
        p = p.fma(r, broadcast(FloatMath.EXP[3]));
        p = p.fma(r, broadcast(FloatMath.EXP[4]));
        p = p.fma(r, broadcast(FloatMath.EXP[5]));
        p = p.fma(r.mul(r), r.add(1f));
        FloatVector power = shifted.reinterpretAsInts().sub(FloatMath.ROUNDER_BITS - 126).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        FloatVector y = p.mul(power).mul(2f);
        VectorMask<Float> low = x.lt(FloatMath.EXP_LOWEST);
        VectorMask<Float> high = x.compare(VectorOperators.GT, FloatMath.EXP_HIGHEST);
        return y.blend(0f, low).blend(Float.POSITIVE_INFINITY, high);
    }

    private static FloatVector sigmoid(FloatVector x) {
        return broadcast(1f).div(exp(x.neg()).add(1f));
    }

    /** As {@link FloatMath#tanh}. */
    private static FloatVector tanh(FloatVector x) {
        FloatVector t = x.max(-FloatMath.TANH_LIMIT).min(FloatMath.TANH_LIMIT);
        FloatVector square = t.mul(t);
        FloatVector p = broadcast(FloatMath.TANH_P[0]);
        p = p.fma(square, broadcast(FloatMath.TANH_P[1]));
        p = p.fma(square, broadcast(FloatMath.TANH_P[2]));
        p = p.fma(square, broadcast(FloatMath.TANH_P[3]));
        p = p.fma(square, broadcast(FloatMath.TANH_P[4]));
        p = p.fma(square, broadcast(FloatMath.TANH_P[5]));
        p = p.fma(square, broadcast(FloatMath.TANH_P[6]));
        FloatVector q = broadcast(FloatMath.TANH_Q[0]);
        q = q.fma(square, broadcast(FloatMath.TANH_Q[1]));
        q = q.fma(square, broadcast(FloatMath.TANH_Q[2]));
        q = q.fma(square, broadcast(FloatMath.TANH_Q[3]));
        return t.mul(p).div(q);
    }

    /** As {@link FloatMath#erf}. */
    private static FloatVector erf(FloatVector x) {
        FloatVector t = x.max(-FloatMath.ERF_LIMIT).min(FloatMath.ERF_LIMIT);
        FloatVector square = t.mul(t);
        FloatVector p = broadcast(FloatMath.ERF_P[0]);
        p = p.fma(square, broadcast(FloatMath.ERF_P[1]));
        p = p.fma(square, broadcast(FloatMath.ERF_P[2]));
        p = p.fma(square, broadcast(FloatMath.ERF_P[3]));
        p = p.fma(square, broadcast(FloatMath.ERF_P[4]));
        p = p.fma(square, broadcast(FloatMath.ERF_P[5]));
        p = p.fma(square, broadcast(FloatMath.ERF_P[6]));
        FloatVector q = broadcast(FloatMath.ERF_Q[0]);
        q = q.fma(square, broadcast(FloatMath.ERF_Q[1]));
        q = q.fma(square, broadcast(FloatMath.ERF_Q[2]));
        q = q.fma(square, broadcast(FloatMath.ERF_Q[3]));
        q = q.fma(square, broadcast(FloatMath.ERF_Q[4]));
        return t.mul(p).div(q);
    }

    private static FloatVector broadcast(float x) {
        return FloatVector.broadcast(SPECIES, x);
    }
}
