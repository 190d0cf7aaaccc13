package org.stagelm.nd4j.kernel;

import java.nio.FloatBuffer;
import java.util.List;
import org.stagelm.api.tensor.AdamStep;
import org.stagelm.nd4j.memory.Strided;

/** What happens to all parameters between two passes, in one go over all of them: the norm of the gradients, their scaling, and Adam's step. */
public final class Learning {

    private static final int PIECE = 4096;
    private static final int ADAM_COST = 8;

    private final Compute compute;

    public Learning(Compute compute) {
        this.compute = compute;
    }

    /** What Adam changes for one parameter, all dense and of the same sizes: {@code value} and its two moments, by the gradient. */
    public record Parameter(Strided value, Strided gradient, Strided first, Strided second) {}

    /** Some elements of one of several tensors. */
    private interface Piece {
        void run(int tensor, int from, int n, Scratch scratch, int part);
    }

    /** Cuts all elements, one tensor behind the other, into parts. */
    private void each(int parts, int[] elements, Piece body) {
        int[] pieces = new int[elements.length + 1]; // before each tensor
        for (int i = 0; i < elements.length; i++) {
            pieces[i + 1] = pieces[i] + (elements[i] + PIECE - 1) / PIECE;
        }
        int all = pieces[elements.length];
        compute.workers().run(parts, (part, s) -> {
            int tensor = 0;
            int end = Workers.start(part + 1, parts, all);
            for (int piece = Workers.start(part, parts, all); piece < end; piece++) {
                while (piece >= pieces[tensor + 1]) {
                    tensor++;
                }
                int from = (piece - pieces[tensor]) * PIECE;
                body.run(tensor, from, Math.min(PIECE, elements[tensor] - from), s, part);
            }
        });
    }

    private int parts(int[] elements, int cost) {
        long work = 0;
        for (int n : elements) {
            work += (long) cost * n;
        }
        return compute.workers().parts(Integer.MAX_VALUE, work);
    }

    private static int[] elements(List<Strided> tensors) {
        return tensors.stream().mapToInt(Strided::elements).toArray();
    }

    /** √ Σ of all squares; all dense. */
    public double norm(List<Strided> tensors) {
        int[] elements = elements(tensors);
        int parts = parts(elements, 1);
        double[] sums = new double[parts];
        each(parts, elements, (tensor, from, n, s, part) -> {
            float[] row = s.row(0, n);
            Strided x = tensors.get(tensor);
            x.block().floats().get(x.offset() + from, row, 0, n);
            sums[part] += compute.rows().dot(row, row, n);
        });
        double sum = 0;
        for (double s : sums) {
            sum += s;
        }
        return Math.sqrt(sum);
    }

    /** Multiplies all of them, in place; all dense. */
    public void scale(List<Strided> tensors, float factor) {
        int[] elements = elements(tensors);
        each(parts(elements, 2), elements, (tensor, from, n, s, part) -> {
            float[] row = s.row(0, n);
            Strided x = tensors.get(tensor);
            x.block().floats().get(x.offset() + from, row, 0, n);
            compute.rows().scale(row, factor, row, n);
            x.block().floats().put(x.offset() + from, row, 0, n);
        });
    }

    /** Adam's step in place. */
    public void adam(List<Parameter> parameters, AdamStep step) {
        AdamNumbers numbers = AdamNumbers.of(step);
        int[] elements = parameters.stream().mapToInt(p -> p.value.elements()).toArray();
        each(parts(elements, ADAM_COST), elements, (tensor, from, n, s, part) -> {
            Parameter p = parameters.get(tensor);
            float[] value = read(p.value, from, s.row(0, n), n);
            float[] slope = read(p.gradient, from, s.row(1, n), n);
            float[] first = read(p.first, from, s.row(2, n), n);
            float[] second = read(p.second, from, s.row(3, n), n);
            compute.rows().adam(value, slope, first, second, n, numbers);
            write(value, p.value, from, n);
            write(first, p.first, from, n);
            write(second, p.second, from, n);
        });
    }

    private static float[] read(Strided x, int from, float[] row, int n) {
        x.block().floats().get(x.offset() + from, row, 0, n);
        return row;
    }

    private static void write(float[] row, Strided x, int from, int n) {
        FloatBuffer to = x.block().floats();
        to.put(x.offset() + from, row, 0, n);
    }
}
