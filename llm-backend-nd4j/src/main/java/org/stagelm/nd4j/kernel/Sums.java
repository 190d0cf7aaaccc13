package org.stagelm.nd4j.kernel;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.stagelm.api.tensor.DType;
import org.stagelm.nd4j.memory.Strided;

/** Sums over axes; also what takes a gradient back through broadcasting. */
public final class Sums {

    private final Compute compute;

    public Sums(Compute compute) {
        this.compute = compute;
    }

    /**
     * Sums x over the axes along which {@code to} would be repeated to have the sizes of x.
     *
     * @param to expands to the sizes of x
     * @return new and dense
     */
    public Strided sum(Strided x, int... to) {
        Strided result = Strided.allocate(compute.pool(), x.type(), to);
        Strided repeated = result.expand(x.sizes());
        if (x.type() != DType.FLOAT32) {
            OtherTypes.sum(x, result, repeated);
            return result;
        }
        int[] kept = axes(x, repeated, false);
        int[] summed = axes(x, repeated, true);
        if (kept.length > 0 && (summed.length == 0 || kept[kept.length - 1] > summed[summed.length - 1])) {
            columns(x, result, kept, summed);
        } else {
            rows(x, result, kept, summed);
        }
        return result;
    }

    /** The axes longer than 1 that are kept, or summed over. */
    private static int[] axes(Strided x, Strided repeated, boolean summed) {
        return IntStream.range(0, x.rank()).filter(a -> x.size(a) != 1 && (repeated.stride(a) == 0) == summed).toArray();
    }

    /** The last axis is kept: whole rows are added up. */
    private void columns(Strided x, Strided to, int[] kept, int[] summed) {
        int last = kept[kept.length - 1];
        Strided ordered = ordered(x, Arrays.copyOf(kept, kept.length - 1), summed, last);
        int[] outer = Offsets.of(ordered, 0, kept.length - 1);
        int[] inner = Offsets.of(ordered, kept.length - 1, ordered.rank() - 1);
        int n = x.size(last);
        FloatBuffer target = to.block().floats();
        int wanted = compute.workers().parts(Integer.MAX_VALUE, x.elements());
        if (outer.length >= wanted) {
            compute.workers().each(outer.length, x.elements(), (from, end, s) -> {
                float[] sum = s.row(1, n);
                for (int k = from; k < end; k++) {
                    add(ordered, outer[k], inner, 0, inner.length, sum, n, s);
                    target.put(k * n, sum, 0, n);
                }
            });
            return;
        }
        int parts = Math.min(wanted, inner.length);
        for (int k = 0; k < outer.length; k++) {
            int start = outer[k];
            float[][] partial = new float[parts][n];
            compute.workers().run(parts, (part, s) -> {
                int end = Workers.start(part + 1, parts, inner.length);
                add(ordered, start, inner, Workers.start(part, parts, inner.length), end, partial[part], n, s);
            });
            for (int part = 1; part < parts; part++) {
                compute.rows().add(partial[part], partial[0], n);
            }
            target.put(k * n, partial[0], 0, n);
        }
    }

    /** sum = Σ of the rows {@code from} ≤ i &lt; {@code end} of {@code inner}. */
    private void add(Strided x, int start, int[] inner, int from, int end, float[] sum, int n, Scratch s) {
        Arrays.fill(sum, 0, n, 0);
        float[] row = s.row(0, n);
        for (int i = from; i < end; i++) {
            Walk.read(x.block().floats(), x.offset() + start + inner[i], x.stride(-1), row, n);
            compute.rows().add(row, sum, n);
        }
    }

    /** The last axis is summed over, as are maybe others. */
    private void rows(Strided x, Strided to, int[] kept, int[] summed) {
        int last = summed.length == 0 ? -1 : summed[summed.length - 1];
        Strided ordered = ordered(x, kept, summed.length == 0 ? summed : Arrays.copyOf(summed, summed.length - 1), last);
        int[] outer = Offsets.of(ordered, 0, kept.length);
        int[] inner = Offsets.of(ordered, kept.length, ordered.rank() - 1);
        int n = ordered.size(-1);
        FloatBuffer target = to.block().floats();
        compute.workers().each(outer.length, x.elements(), (from, end, s) -> {
            float[] row = s.row(0, n);
            for (int k = from; k < end; k++) {
                double sum = 0;
                for (int i : inner) {
                    Walk.read(x.block().floats(), x.offset() + outer[k] + i, ordered.stride(-1), row, n);
                    sum += compute.rows().sum(row, n);
                }
                target.put(k, (float) sum);
            }
        });
    }

    /** The axes in this order, {@code last} at the end; −1: an axis of size 1. Axes of size 1 that are not named are left out. */
    private static Strided ordered(Strided x, int[] first, int[] second, int last) {
        int[] order = new int[x.rank()];
        boolean[] named = new boolean[x.rank()];
        int at = 0;
        for (int axis : IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray()) {
            order[at++] = axis;
            named[axis] = true;
        }
        int count = at;
        if (last >= 0) {
            order[at++] = last;
            named[last] = true;
        }
        for (int axis = 0; axis < x.rank(); axis++) {
            if (!named[axis]) {
                order[at++] = axis;
            }
        }
        Strided all = x.permute(order);
        int[] sizes = new int[count + 1];
        for (int i = 0; i < count; i++) {
            sizes[i] = all.size(i);
        }
        sizes[count] = last >= 0 ? x.size(last) : 1;
        return all.reshape(sizes).orElseThrow(); // only axes of size 1 go
    }
}
