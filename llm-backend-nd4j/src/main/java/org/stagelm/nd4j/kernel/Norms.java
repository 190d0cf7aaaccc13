package org.stagelm.nd4j.kernel;

import java.util.Arrays;
import java.util.Optional;
import org.stagelm.api.tensor.Binary;
import org.stagelm.nd4j.kernel.PendingSum.Outcome;
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
        return apply((line, row, other, n) -> x.block().floats().get(x.offset() + line * n, row, 0, n), gain, bias, eps, centered, x.sizes());
    }

    /** The sum, and the same of it, in one pass. */
    public Outcome apply(PendingSum x, Strided gain, Optional<Strided> bias, double eps, boolean centered) {
        Strided sum = x.memory(compute);
        Strided normed = apply((line, row, other, n) -> {
            x.read(line, row, other, n, compute.rows());
            sum.block().floats().put(sum.offset() + line * n, row, 0, n);
        }, gain, bias, eps, centered, sum.sizes());
        return new Outcome(sum, normed);
    }

    /** Where rows come from. */
    private interface Lines {
        void read(int line, float[] row, float[] other, int n);
    }

    private Strided apply(Lines from, Strided gain, Optional<Strided> bias, double eps, boolean centered, int... sizes) {
        Strided to = compute.floats(sizes);
        int n = to.size(-1);
        int lines = n == 0 ? 0 : to.elements() / n;
        compute.workers().each(lines, (long) COST * to.elements(), (first, end, s) -> {
            float[] row = s.row(0, n);
            float[] factor = s.row(1, n);
            float[] shift = s.row(2, n);
            gain.block().floats().get(gain.offset(), factor, 0, n);
            Arrays.fill(shift, 0, n, 0);
            bias.ifPresent(b -> b.block().floats().get(b.offset(), shift, 0, n));
            for (int line = first; line < end; line++) {
                from.read(line, row, s.row(3, n), n);
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

    /**
     * The gradients of x, gain and bias, in this order.
     *
     * @param sum dense, what the gradient of x is added to; empty: it is new, as the others are
     */
    public Strided[] gradients(Strided x, Strided gain, Strided g, double eps, boolean centered, Optional<Strided> sum) {
        int n = x.size(-1);
        int lines = n == 0 ? 0 : x.elements() / n;
        Strided toX = sum.orElseGet(() -> compute.floats(x.sizes()));
        int parts = compute.workers().parts(lines, (long) COST * x.elements());
        float[][] gains = new float[parts][n];
        float[][] biases = new float[parts][n];
        compute.workers().run(parts, (part, s) -> {
            int end = Workers.start(part + 1, parts, lines);
            for (int line = Workers.start(part, parts, lines); line < end; line++) {
                back(x, gain, g, eps, centered, line, gains[part], biases[part], s);
                write(toX, line, sum.isPresent(), s);
            }
        });
        return new Strided[] {toX, total(gains, n), total(biases, n)};
    }

    private void back(Strided x, Strided gain, Strided g, double eps, boolean centered, int line, float[] gains, float[] biases, Scratch s) {
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
    }

    /** Writes the line that stands in row 1, or adds it. */
    private void write(Strided to, int line, boolean adds, Scratch s) {
        int n = to.size(-1);
        float[] slope = s.row(1, n);
        int at = to.offset() + line * n;
        if (adds) {
            float[] before = s.row(0, n);
            to.block().floats().get(at, before, 0, n);
            compute.rows().add(before, slope, n);
        }
        to.block().floats().put(at, slope, 0, n);
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
