package org.stagelm.nd4j.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.nd4j.kernel.PendingSum.Outcome;
import org.stagelm.nd4j.memory.Strided;

/**
 * Elementwise operations on floats; {@link OtherTypes} has those on all other types. Operands may be any views of the result's sizes; a result is new
 * and dense unless said otherwise.
 */
public final class Elementwise {

    private static final int RANDOM_COST = 4;

    private final Compute compute;

    public Elementwise(Compute compute) {
        this.compute = compute;
    }

    /** One piece of a walk, read into rows 0, 1, …, to be computed into {@code to}. */
    private interface Piece {
        void compute(Rows rows, Scratch scratch, float[] to, int n, int firstIndex);
    }

    /** Walks over {@code to} and what is read. */
    private void walk(int cost, Piece body, Strided to, Strided... read) {
        Strided[] operands = new Strided[read.length + 1];
        operands[0] = to;
        System.arraycopy(read, 0, operands, 1, read.length);
        Walk walk = Walk.over(operands);
        compute.workers().each(walk.pieces(), (long) to.elements() * (cost + read.length), (from, end, scratch) -> {
            FloatBuffer target = to.block().floats();
            float[] row = scratch.row(read.length, walk.longest());
            for (int piece = from; piece < end; piece++) {
                int n = walk.length(piece);
                for (int k = 0; k < read.length; k++) {
                    Walk.read(read[k].block().floats(), walk.start(k + 1, piece), walk.step(k + 1), scratch.row(k, n), n);
                }
                body.compute(compute.rows(), scratch, row, n, walk.index(piece));
                Walk.write(row, target, walk.start(0, piece), walk.step(0), n);
            }
        });
    }

    private Strided like(Strided x) {
        return compute.floats(x.sizes());
    }

    /** f(x) */
    public Strided apply(Function f, Strided x) {
        Strided to = like(x);
        walk(f.cost(), (rows, s, row, n, at) -> rows.apply(f, s.row(0, n), row, n), to, x);
        return to;
    }

    /** The sum, and f of it, in one pass. */
    public Outcome apply(Function f, PendingSum x) {
        Strided a = x.a();
        Strided b = x.b().expand(a.sizes());
        Strided sum = x.memory(compute);
        Strided to = like(a);
        Walk walk = Walk.over(to, sum, a, b);
        compute.workers().each(walk.pieces(), (long) to.elements() * (f.cost() + 2), (from, end, s) -> {
            float[] row = s.row(0, walk.longest());
            float[] other = s.row(1, walk.longest());
            for (int piece = from; piece < end; piece++) {
                int n = walk.length(piece);
                Walk.read(a.block().floats(), walk.start(2, piece), walk.step(2), row, n);
                Walk.read(b.block().floats(), walk.start(3, piece), walk.step(3), other, n);
                compute.rows().add(other, row, n);
                Walk.write(row, sum.block().floats(), walk.start(1, piece), walk.step(1), n);
                compute.rows().apply(f, row, row, n);
                Walk.write(row, to.block().floats(), walk.start(0, piece), walk.step(0), n);
            }
        });
        return new Outcome(sum, to);
    }

    /** g · f′(x) */
    public Strided slope(Function f, Strided x, Strided g) {
        Strided to = like(x);
        walk(2 * f.cost(), (rows, s, row, n, at) -> rows.slope(f, s.row(0, n), s.row(1, n), row, n), to, x, g);
        return to;
    }

    /** a ∘ b, both of the same sizes. */
    public Strided combine(Binary f, Strided a, Strided b) {
        Strided to = like(a);
        walk(1, (rows, s, row, n, at) -> rows.combine(f, s.row(0, n), s.row(1, n), row, n), to, a, b);
        return to;
    }

    /** a ∘ number */
    public Strided combine(Binary f, Strided a, float number) {
        Strided to = like(a);
        walk(1, (rows, s, row, n, at) -> {
            float[] other = s.row(2, n);
            Arrays.fill(other, 0, n, number);
            rows.combine(f, s.row(0, n), other, row, n);
        }, to, a);
        return to;
    }

    /** g · d max(a, b) / da */
    public Strided maximumSlope(Strided a, Strided b, Strided g) {
        Strided to = like(a);
        walk(1, (rows, s, row, n, at) -> rows.maximumSlope(s.row(0, n), s.row(1, n), s.row(2, n), row, n), to, a, b, g);
        return to;
    }

    /** x · factor */
    public Strided scale(Strided x, float factor) {
        Strided to = like(x);
        scale(x, factor, to);
        return to;
    }

    /** to = x · factor; {@code to} may be {@code x}. */
    void scale(Strided x, float factor, Strided to) {
        walk(1, (rows, s, row, n, at) -> rows.scale(s.row(0, n), factor, row, n), to, x);
    }

    /** to += x */
    public void add(Strided x, Strided to) {
        walk(1, (rows, s, row, n, at) -> rows.combine(Binary.ADD, s.row(0, n), s.row(1, n), row, n), to, to, x);
    }

    /** to = x */
    public void copy(Strided x, Strided to) {
        walk(1, (rows, s, row, n, at) -> System.arraycopy(s.row(0, n), 0, row, 0, n), to, x);
    }

    /** to = number */
    public void fill(Strided to, float number) {
        walk(1, (rows, s, row, n, at) -> Arrays.fill(row, 0, n, number), to);
    }

    /** Where {@code condition} (BOOL) is true a, elsewhere b; all of the same sizes. */
    public Strided where(Strided condition, Strided a, Strided b) {
        Strided to = like(a);
        Walk walk = Walk.over(to, a, b, condition);
        ByteBuffer flags = condition.block().bytes();
        compute.workers().each(walk.pieces(), 4L * to.elements(), (from, end, s) -> {
            for (int piece = from; piece < end; piece++) {
                int n = walk.length(piece);
                float[] left = s.row(0, n);
                float[] right = s.row(1, n);
                Walk.read(a.block().floats(), walk.start(1, piece), walk.step(1), left, n);
                Walk.read(b.block().floats(), walk.start(2, piece), walk.step(2), right, n);
                int at = walk.start(3, piece);
                for (int i = 0; i < n; i++, at += walk.step(3)) {
                    left[i] = flags.get(at) != 0 ? left[i] : right[i];
                }
                Walk.write(left, to.block().floats(), walk.start(0, piece), walk.step(0), n);
            }
        });
        return to;
    }

    /** Element i, row-major, becomes 0 where {@code key.uniform(i)} is less than the probability; the others are divided by 1 − probability. */
    public Strided drop(Strided x, double probability, RandomKey key) {
        Strided to = like(x);
        float kept = (float) (1 / (1 - probability));
        walk(RANDOM_COST, (rows, s, row, n, at) -> {
            float[] from = s.row(0, n);
            for (int i = 0; i < n; i++) {
                row[i] = key.uniform(at + i) < probability ? 0 : from[i] * kept;
            }
        }, to, x);
        return to;
    }

    /** A dense tensor of the same elements: the given one itself, with one more reference, where it is dense. */
    public Strided dense(Strided x) {
        if (x.isDense()) {
            return x.retain();
        }
        Strided to = Strided.allocate(compute.pool(), x.type(), x.sizes());
        if (x.type() == DType.FLOAT32) {
            copy(x, to);
        } else {
            OtherTypes.copy(x, to);
        }
        return to;
    }
}
