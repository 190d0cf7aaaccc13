package org.stagelm.nd4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.stagelm.api.tensor.Binary;
import org.stagelm.nd4j.memory.Strided;

/**
 * Layer norm (Ba et al. 2016) and RMS norm (Zhang and Sennrich 2019) over the last axis: x̂ = (x − μ) / √(mean((x − μ)²) + eps), with μ = 0 for the
 * latter, then x̂ · gain + bias. All inputs are dense.
 */
public final class Norms {

    private static final int COST = 6;

    private final Compute compute;

    public Norms(Compute compute) {
        this.compute = compute;
    }

    /** @param centered whether the mean is subtracted */
    public Strided apply(Strided x, Strided gain, Optional<Strided> bias, double eps, boolean centered) {
        int n = x.size(-1);
        int lines = n == 0 ? 0 : x.elements() / n;
        Strided to = compute.floats(x.sizes());
        FloatBuffer from = x.block().floats();
        compute.workers().each(lines, (long) COST * x.elements(), (first, end, s) -> {
            float[] row = s.row(0, n);
            float[] factor = s.row(1, n);
            float[] shift = s.row(2, n);
            gain.block().floats().get(gain.offset(), factor, 0, n);
            Arrays.fill(shift, 0, n, 0);
            bias.ifPresent(b -> b.block().floats().get(b.offset(), shift, 0, n));
            for (int line = first; line < end; line++) {
                from.get(x.offset() + line * n, row, 0, n);
                float scale = center(row, n, eps, centered);
                compute.rows().affine(row, scale, factor, shift, row, n);
                to.block().floats().put(line * n, row, 0, n);
            }
        });
        return to;
    }

    /** Subtracts the mean where asked for; gives 1 / √(mean of the squares + eps). */
    private float center(float[] row, int n, double eps, boolean centered) {
        if (centered) {
            compute.rows().subtract(row, compute.rows().sum(row, n) / n, n);
        }
        return (float) (1 / Math.sqrt(compute.rows().dot(row, row, n) / n + eps));
    }

    /** The gradients of x, gain and bias, in this order, each new and dense. */
    public Strided[] gradients(Strided x, Strided gain, Strided g, double eps, boolean centered) {
        int n = x.size(-1);
        int lines = n == 0 ? 0 : x.elements() / n;
        Strided toX = compute.floats(x.sizes());
        int parts = compute.workers().parts(lines, (long) COST * x.elements());
        float[][] gains = new float[parts][n];
        float[][] biases = new float[parts][n];
        compute.workers().run(parts, (part, s) -> {
            int end = Workers.start(part + 1, parts, lines);
            for (int line = Workers.start(part, parts, lines); line < end; line++) {
                back(x, gain, g, eps, centered, line, gains[part], biases[part], toX, s);
            }
        });
        return new Strided[] {toX, total(gains, n), total(biases, n)};
    }

    private void back(Strided x, Strided gain, Strided g, double eps, boolean centered, int line, float[] gains, float[] biases, Strided to,
            Scratch s) {
        int n = x.size(-1);
        Rows rows = compute.rows();
        float[] normed = s.row(0, n);
        float[] slope = s.row(1, n);
        float[] factor = s.row(2, n);
        x.block().floats().get(x.offset() + line * n, normed, 0, n);
        g.block().floats().get(g.offset() + line * n, slope, 0, n);
        gain.block().floats().get(gain.offset(), factor, 0, n);
        float scale = center(normed, n, eps, centered);
        rows.scale(normed, scale, normed, n);
        rows.addProduct(slope, normed, gains, n);
        rows.add(slope, biases, n);
        rows.combine(Binary.MULTIPLY, slope, factor, slope, n);
        float mean = centered ? rows.sum(slope, n) / n : 0;
        rows.centered(slope, mean, rows.dot(slope, normed, n) / n, normed, scale, slope, n);
        to.block().floats().put(line * n, slope, 0, n);
    }

    private Strided total(float[][] partial, int n) {
        for (int part = 1; part < partial.length; part++) {
            compute.rows().add(partial[part], partial[0], n);
        }
        Strided to = compute.floats(n);
        to.block().floats().put(0, partial[0], 0, n);
        return to;
    }
}
