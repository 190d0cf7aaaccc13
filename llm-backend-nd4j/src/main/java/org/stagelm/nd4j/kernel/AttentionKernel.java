package org.stagelm.nd4j.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.stagelm.api.tensor.Binary;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.nd4j.memory.Strided;

/**
 * Attention by blocks of queries (in the manner of Dao et al. 2022): the scores of a block against all keys that it sees live in one thread's own
 * memory and are gone when the next block begins, so memory grows with the length of the text, not with its square. The way back computes them again
 * from the logarithm of each query's sum.
 *
 * <p>Sizes: B rows, H query heads, Hkv key heads that each serve H / Hkv query heads next to each other, T queries, S keys, D and E the sizes of a
 * key and a value.
 */
public final class AttentionKernel {

    /** Queries of one block. */
    private static final int BLOCK = 64;

    /** The score of a key that is not seen where there is padding; finite, so that a row of nothing else stays a number. */
    private static final float UNSEEN = -1e30f;

    private final Compute compute;
    private final Elementwise elementwise;

    public AttentionKernel(Compute compute) {
        this.compute = compute;
        this.elementwise = new Elementwise(compute);
    }

    /**
     * What one attention is given.
     *
     * @param q [B, H, T, D]
     * @param k [B, Hkv, S, D]
     * @param v [B, Hkv, S, E]
     * @param visible [B, S] or [B, T, S] BOOL: which keys any query, or each, sees; one that sees none takes the mean of all values, as the default
     *     body does
     * @param dropout of the weights; element i of [B, H, T, S], row-major, is the i-th to be decided
     */
    public record Inputs(Strided q, Strided k, Strided v, Sight sight, Optional<Strided> visible, Optional<Dropout> dropout, float scale) {

        int groups() {
            return q.size(1) / k.size(1);
        }

        int queries() {
            return q.size(2);
        }

        int keys() {
            return k.size(2);
        }

        private long work() {
            return (long) q.size(0) * q.size(1) * queries() * keys() * (q.size(3) + v.size(3) + 16) / 8;
        }


        public void release() {
            q.release();
            k.release();
            v.release();
            visible.ifPresent(Strided::release);
        }
    }

    /**
     * @param result [B, H, T, E], in memory [B, T, H, E], the order in which the heads are joined again
     * @param logSums [B, H, T]: of each query, log Σ e^score
     */
    public record Outcome(Strided result, Strided logSums) {}

    /** The inputs in a form that the kernel takes, with a reference of their own. */
    public Inputs prepare(Inputs in) {
        return new Inputs(prepare(in.q), prepare(in.k), prepare(in.v), in.sight, in.visible.map(Strided::retain), in.dropout, in.scale);
    }

    private Strided prepare(Strided x) {
        return Heads.fits(x) ? x.retain() : elementwise.dense(x);
    }

    private Strided headsLast(int b, int h, int t, int d) {
        return compute.floats(b, t, h, d).permute(0, 2, 1, 3);
    }

    public Outcome apply(Inputs in) {
        int batch = in.q.size(0);
        int heads = in.q.size(1);
        Strided to = headsLast(batch, heads, in.queries(), in.v.size(3));
        Strided logSums = compute.floats(batch, heads, in.queries());
        int blocks = (in.queries() + BLOCK - 1) / BLOCK;
        compute.workers().each(batch * heads * blocks, in.work(), (from, end, s) -> {
            for (int unit = from; unit < end; unit++) {
                int head = unit / blocks;
                new Block(in, head / heads, head % heads, unit % blocks, s).apply(to, logSums);
            }
        });
        return new Outcome(to, logSums);
    }

    /** The gradients of q, k and v, each with its heads next to last in memory. */
    public Strided[] gradients(Inputs in, Outcome out, Strided g) {
        int batch = in.q.size(0);
        int keyHeads = in.k.size(1);
        Strided[] to = {headsLast(batch, in.q.size(1), in.queries(), in.q.size(3)), headsLast(batch, keyHeads, in.keys(), in.k.size(3)),
            headsLast(batch, keyHeads, in.keys(), in.v.size(3))};
        Strided slope = prepare(g);
        int blocks = (in.queries() + BLOCK - 1) / BLOCK;
        // All that adds to one key head is one thread's work, in one order.
        compute.workers().each(batch * keyHeads, 3 * in.work(), (from, end, s) -> {
            for (int unit = from; unit < end; unit++) {
                int b = unit / keyHeads;
                int keyHead = unit % keyHeads;
                boolean first = true;
                for (int h = keyHead * in.groups(); h < (keyHead + 1) * in.groups(); h++) {
                    for (int block = blocks - 1; block >= 0; block--) { // the last first: it sees all keys, unless there is a window
                        new Block(in, b, h, block, s).back(out, slope, to, first);
                        first = false;
                    }
                }
            }
        });
        slope.release();
        return to;
    }

    /** One block of queries of one head. */
    private final class Block {

        private final Inputs in;
        private final int b;
        private final int h;
        private final int keyHead;
        private final int t; // first query
        private final int count; // queries
        private final int past; // key at which query 0 stands
        private final int low; // first key seen by any of them
        private final int n; // keys from there to the last seen by any
        private final Scratch s;
        private final Rows rows = compute.rows();

        Block(Inputs in, int b, int h, int block, Scratch s) {
            this.in = in;
            this.b = b;
            this.h = h;
            this.keyHead = h / in.groups();
            this.t = block * BLOCK;
            this.count = Math.min(BLOCK, in.queries() - t);
            this.past = in.keys() - in.queries();
            this.low = in.visible.isPresent() ? 0 : in.sight.first(past + t);
            this.n = (in.visible.isPresent() ? in.keys() : in.sight.end(past + t + count - 1, in.keys())) - low;
            this.s = s;
        }

        private Matrix scores(Strided memory) {
            Matrix scores = new Matrix(memory.address(), n, false);
            Gemm.run(count, n, in.q.size(3), in.scale, new Heads(in.q).from(b, h, t), new Heads(in.k).transposed(b, keyHead, low), 0, scores, s);
            return scores;
        }

        /** The first of the n keys that the softmax of query i is over. */
        private int first(int i) {
            return in.visible.isPresent() ? 0 : in.sight.first(past + t + i) - low;
        }

        private int end(int i) {
            return in.visible.isPresent() ? n : in.sight.end(past + t + i, in.keys()) - low;
        }

        /** Where keys are hidden, gives the scores of those that query i does not see a number whose exponential is 0 beside any other's. */
        private void maskUnseen(float[] scores, int i, Strided visible) {
            int first = in.sight.first(past + t + i);
            int end = in.sight.end(past + t + i, n);
            int start = visible.offset() + b * visible.stride(0) + (visible.rank() == 3 ? (t + i) * visible.stride(1) : 0);
            int step = visible.stride(visible.rank() - 1);
            ByteBuffer flags = visible.block().bytes();
            for (int j = 0; j < n; j++) {
                if (j < first || j >= end || flags.get(start + j * step) == 0) {
                    scores[j] = UNSEEN;
                }
            }
        }

        /** What the weights of query i are multiplied by, from its first key on: 0, or what makes up for the others. */
        private float[] kept(int i, int seen, Dropout dropout) {
            float[] factors = s.row(2, n);
            float factor = (float) (1 / (1 - dropout.probability()));
            long at = (long) logSumAt(i) * in.keys() + low + first(i);
            for (int j = 0; j < seen; j++) {
                factors[j] = dropout.key().uniform(at + j) < dropout.probability() ? 0 : factor;
            }
            return factors;
        }

        private int logSumAt(int i) {
            return (b * in.q.size(1) + h) * in.queries() + t + i;
        }

        void apply(Strided to, Strided logSums) {
            Strided memory = s.matrix(0, count * n);
            FloatBuffer weights = memory.block().floats();
            Matrix scores = scores(memory);
            float[] row = s.row(0, n);
            for (int i = 0; i < count; i++) {
                int from = i * n + first(i);
                int seen = end(i) - first(i);
                weights.get(from, row, 0, seen);
                if (in.visible.isPresent()) {
                    maskUnseen(row, i, in.visible.get());
                }
                float largest = rows.max(row, seen);
                float sum = rows.expShifted(row, largest, row, seen);
                rows.scale(row, 1 / sum, row, seen);
                if (in.dropout.isPresent()) {
                    rows.combine(Binary.MULTIPLY, row, kept(i, seen, in.dropout.get()), row, seen);
                }
                weights.put(from, row, 0, seen);
                hideRest(weights, i);
                logSums.block().floats().put(logSumAt(i), (float) (largest + Math.log(sum)));
            }
            Gemm.run(count, in.v.size(3), n, 1, scores, new Heads(in.v).from(b, keyHead, low), 0, new Heads(to).from(b, h, t), s);
        }

        /** Sets what query i does not see to 0. */
        private void hideRest(FloatBuffer matrix, int i) {
            int before = first(i);
            int after = n - end(i);
            if (before > 0 || after > 0) {
                float[] zeros = s.row(3, Math.max(before, after));
                Arrays.fill(zeros, 0, Math.max(before, after), 0);
                matrix.put(i * n, zeros, 0, before);
                matrix.put(i * n + end(i), zeros, 0, after);
            }
        }

        void back(Outcome out, Strided g, Strided[] to, boolean first) {
            Strided weightMemory = s.matrix(0, count * n);
            Strided slopeMemory = s.matrix(1, count * n);
            Matrix weights = scores(weightMemory);
            Matrix slopes = new Matrix(slopeMemory.address(), n, false);
            Matrix outer = new Heads(g).from(b, h, t);
            Gemm.run(count, n, in.v.size(3), 1, outer, new Heads(in.v).transposed(b, keyHead, low), 0, slopes, s);
            for (int i = 0; i < count; i++) {
                backThroughSoftmax(weightMemory.block().floats(), slopeMemory.block().floats(), i, out.logSums.block().floats().get(logSumAt(i)));
            }
            boolean setsAll = first && low == 0 && n == in.keys();
            if (first && !setsAll) {
                clear(to[1]);
                clear(to[2]);
            }
            float beta = setsAll ? 0 : 1;
            Matrix turnedWeights = new Matrix(weights.address(), n, true);
            Matrix turnedSlopes = new Matrix(slopes.address(), n, true);
            Gemm.run(n, in.v.size(3), count, 1, turnedWeights, outer, beta, new Heads(to[2]).from(b, keyHead, low), s);
            Gemm.run(n, in.k.size(3), count, 1, turnedSlopes, new Heads(in.q).from(b, h, t), beta, new Heads(to[1]).from(b, keyHead, low), s);
            Gemm.run(count, in.q.size(3), n, 1, slopes, new Heads(in.k).from(b, keyHead, low), 0, new Heads(to[0]).from(b, h, t), s);
        }

        /** Scores become weights p = e^(score − log Σ), and d loss / dp becomes d loss / d (q · k). */
        private void backThroughSoftmax(FloatBuffer weights, FloatBuffer slopes, int i, float logSum) {
            int from = i * n + first(i);
            int seen = end(i) - first(i);
            float[] p = s.row(0, n);
            float[] slope = s.row(1, n);
            weights.get(from, p, 0, seen);
            slopes.get(from, slope, 0, seen);
            if (in.visible.isPresent()) {
                maskUnseen(p, i, in.visible.get());
            }
            boolean blind = logSum <= UNSEEN / 2;
            if (blind) {
                Arrays.fill(p, 0, seen, 1f / seen);
            } else {
                rows.expShifted(p, logSum, p, seen);
            }
            if (in.dropout.isPresent()) {
                float[] kept = kept(i, seen, in.dropout.get());
                rows.combine(Binary.MULTIPLY, slope, kept, slope, seen);
                rows.combine(Binary.MULTIPLY, p, kept, kept, seen);
                weights.put(from, kept, 0, seen);
            } else {
                weights.put(from, p, 0, seen);
            }
            rows.weighted(p, slope, rows.dot(p, slope, seen), blind ? 0 : in.scale, slope, seen);
            slopes.put(from, slope, 0, seen);
            hideRest(weights, i);
            hideRest(slopes, i);
        }

        /** Sets the gradient of this key head to 0. */
        private void clear(Strided x) {
            int d = x.size(3);
            float[] zeros = s.row(3, d);
            Arrays.fill(zeros, 0, d, 0);
            for (int j = 0; j < x.size(2); j++) {
                x.block().floats().put(x.offset() + b * x.stride(0) + keyHead * x.stride(1) + j * x.stride(2), zeros, 0, d);
            }
        }
    }
}
