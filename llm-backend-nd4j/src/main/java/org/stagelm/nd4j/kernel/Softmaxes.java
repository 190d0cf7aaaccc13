package org.stagelm.nd4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.stagelm.nd4j.memory.Strided;

/** Softmax, its logarithm, and the cross-entropy of it, over the last axis. All inputs are dense. */
public final class Softmaxes {

    private static final int COST = 6;

    private final Compute compute;

    public Softmaxes(Compute compute) {
        this.compute = compute;
    }

    /**
     * What the way back needs.
     *
     * @param loss a scalar: the mean over the counted targets, NaN where there is none
     * @param logSums for each line log Σ e^x
     */
    public record CrossEntropy(Strided loss, Strided logSums, int counted) {}

    private static int lines(Strided x) {
        return x.size(-1) == 0 ? 0 : x.elements() / x.size(-1);
    }

    /** e^x / Σ e^x */
    public Strided softmax(Strided x) {
        int n = x.size(-1);
        Strided to = compute.floats(x.sizes());
        compute.workers().each(lines(x), (long) COST * x.elements(), (from, end, s) -> {
            float[] row = s.row(0, n);
            for (int line = from; line < end; line++) {
                x.block().floats().get(x.offset() + line * n, row, 0, n);
                float sum = compute.rows().expShifted(row, compute.rows().max(row, n), row, n);
                compute.rows().scale(row, 1 / sum, row, n);
                to.block().floats().put(line * n, row, 0, n);
            }
        });
        return to;
    }

    /** x − log Σ e^x */
    public Strided logSoftmax(Strided x) {
        int n = x.size(-1);
        Strided to = compute.floats(x.sizes());
        compute.workers().each(lines(x), (long) COST * x.elements(), (from, end, s) -> {
            float[] row = s.row(0, n);
            for (int line = from; line < end; line++) {
                x.block().floats().get(x.offset() + line * n, row, 0, n);
                float largest = compute.rows().max(row, n);
                double logSum = Math.log(compute.rows().expShifted(row, largest, s.row(1, n), n));
                compute.rows().subtract(row, largest, n); // first this: the sum's logarithm may be small beside the largest
                compute.rows().subtract(row, (float) logSum, n);
                to.block().floats().put(line * n, row, 0, n);
            }
        });
        return to;
    }

    /** Of softmax: y (g − Σ g y). */
    public Strided softmaxGradient(Strided y, Strided g) {
        int n = y.size(-1);
        Strided to = compute.floats(y.sizes());
        compute.workers().each(lines(y), (long) COST * y.elements(), (from, end, s) -> {
            float[] p = s.row(0, n);
            float[] slope = s.row(1, n);
            for (int line = from; line < end; line++) {
                y.block().floats().get(y.offset() + line * n, p, 0, n);
                g.block().floats().get(g.offset() + line * n, slope, 0, n);
                compute.rows().weighted(p, slope, compute.rows().dot(p, slope, n), 1, p, n);
                to.block().floats().put(line * n, p, 0, n);
            }
        });
        return to;
    }

    /** Of log softmax: g − e^y Σ g. */
    public Strided logSoftmaxGradient(Strided y, Strided g) {
        int n = y.size(-1);
        Strided to = compute.floats(y.sizes());
        compute.workers().each(lines(y), (long) COST * y.elements(), (from, end, s) -> {
            float[] p = s.row(0, n);
            float[] slope = s.row(1, n);
            for (int line = from; line < end; line++) {
                y.block().floats().get(y.offset() + line * n, p, 0, n);
                g.block().floats().get(g.offset() + line * n, slope, 0, n);
                compute.rows().expShifted(p, 0, p, n);
                compute.rows().scale(p, -compute.rows().sum(slope, n), p, n);
                compute.rows().add(slope, p, n);
                to.block().floats().put(line * n, p, 0, n);
            }
        });
        return to;
    }

    /** @param targets for each line of x an id, or {@code ignored} */
    public CrossEntropy crossEntropy(Strided x, long[] targets, long ignored) {
        int n = x.size(-1);
        int lines = targets.length;
        Strided logSums = compute.floats(lines);
        int parts = compute.workers().parts(lines, (long) COST * x.elements());
        double[] sums = new double[parts];
        int[] counts = new int[parts];
        compute.workers().run(parts, (part, s) -> {
            float[] row = s.row(0, n);
            FloatBuffer from = x.block().floats();
            int end = Workers.start(part + 1, parts, lines);
            for (int line = Workers.start(part, parts, lines); line < end; line++) {
                if (targets[line] == ignored) {
                    continue;
                }
                from.get(x.offset() + line * n, row, 0, n);
                float target = row[(int) targets[line]];
                float largest = compute.rows().max(row, n);
                double logSum = Math.log(compute.rows().expShifted(row, largest, row, n));
                logSums.block().floats().put(line, (float) (largest + logSum));
                sums[part] += largest - target + logSum;
                counts[part]++;
            }
        });
        double sum = 0;
        int counted = 0;
        for (int part = 0; part < parts; part++) {
            sum += sums[part];
            counted += counts[part];
        }
        Strided loss = compute.floats();
        loss.block().floats().put(0, (float) (sum / counted));
        return new CrossEntropy(loss, logSums, counted);
    }

    /** (softmax(x) − one at the target) · g / counted; 0 in lines that are ignored. */
    public Strided crossEntropyGradient(Strided x, long[] targets, long ignored, Strided logSums, int counted, Strided g) {
        int n = x.size(-1);
        float factor = g.block().floats().get(g.offset()) / counted;
        Strided to = compute.floats(x.sizes());
        compute.workers().each(targets.length, (long) COST * x.elements(), (from, end, s) -> {
            float[] row = s.row(0, n);
            for (int line = from; line < end; line++) {
                if (targets[line] == ignored) {
                    Arrays.fill(row, 0, n, 0);
                } else {
                    x.block().floats().get(x.offset() + line * n, row, 0, n);
                    compute.rows().expShifted(row, logSums.block().floats().get(line), row, n);
                    row[(int) targets[line]] -= 1;
                    compute.rows().scale(row, factor, row, n);
                }
                to.block().floats().put(line * n, row, 0, n);
            }
        });
        return to;
    }
}
