package org.stagelm.nd4j.kernel;

import java.util.Optional;
import org.stagelm.api.tensor.DType;
import org.stagelm.nd4j.memory.Strided;

/** Matrix products: each is cut into as many blocks of its result as there are threads, and OpenBLAS computes a block. */
public final class Products {

    /** Multiplications worth handing to another thread. */
    private static final long WORTHWHILE = 1 << 17;

    /** Blocks begin at multiples of this, the width of OpenBLAS's kernels. */
    private static final int GRAIN = 16;

    private final Compute compute;
    private final Elementwise elementwise;

    public Products(Compute compute) {
        this.compute = compute;
        this.elementwise = new Elementwise(compute);
    }

    /** a [..., M, K] × b [..., K, N]; the leading axes broadcast to those of {@code sizes}. */
    public Strided matmul(Strided a, Strided b, int... sizes) {
        Strided to = Strided.allocate(compute.pool(), a.type(), sizes);
        if (a.type() != DType.FLOAT32) {
            OtherProducts.matmul(a, b, to);
            return to;
        }
        Strided left = a.size(-1) == 0 || fits(a) ? a.retain() : elementwise.dense(a);
        Strided right = b.size(-1) == 0 || fits(b) ? b.retain() : elementwise.dense(b);
        try {
            batches(left, right, to);
        } finally {
            left.release();
            right.release();
        }
        return to;
    }

    private static boolean fits(Strided x) {
        return Matrix.of(x, 0).isPresent();
    }

    private void batches(Strided a, Strided b, Strided to) {
        int m = to.size(-2);
        int n = to.size(-1);
        int k = a.size(-1);
        if (to.elements() == 0 || k == 0) {
            elementwise.fill(to, 0);
            return;
        }
        int[] inA = Offsets.of(expandBatch(a, to), 0, to.rank() - 2);
        int[] inB = Offsets.of(expandBatch(b, to), 0, to.rank() - 2);
        long work = (long) m * n * k;
        if (inA.length == 1) {
            product(a, b, to, Optional.empty(), inA[0], inB[0], 0);
        } else if (inA.length < compute.workers().count() && work > WORTHWHILE) {
            for (int i = 0; i < inA.length; i++) {
                product(a, b, to, Optional.empty(), inA[i], inB[i], i * m * n);
            }
        } else {
            // compared with elementwise work, sixteen multiplications of a product take as long as one element
            compute.workers().each(inA.length, inA.length * Math.max(1, work / 16), (from, end, s) -> {
                for (int i = from; i < end; i++) {
                    Gemm.run(m, n, k, 1, Matrix.of(a, inA[i]).orElseThrow(), Matrix.of(b, inB[i]).orElseThrow(), 0,
                            Matrix.of(to, i * m * n).orElseThrow(), s);
                }
            });
        }
    }

    private static Strided expandBatch(Strided x, Strided to) {
        int[] sizes = to.sizes();
        sizes[sizes.length - 2] = x.size(-2);
        sizes[sizes.length - 1] = x.size(-1);
        return x.expand(sizes);
    }

    /** x [rows, in] × weight [out, in]ᵀ + bias [out] → [rows, out]; any views. */
    public Strided linear(Strided x, Strided weight, Optional<Strided> bias) {
        return product(x, weight.transpose(), bias);
    }

    /** a [M, K] × b [K, N], any views, plus {@code bias} [N] in each row. */
    public Strided product(Strided a, Strided b, Optional<Strided> bias) {
        Strided to = compute.floats(a.size(0), b.size(1));
        Strided left = fits(a) ? a.retain() : elementwise.dense(a);
        Strided right = fits(b) ? b.retain() : elementwise.dense(b);
        try {
            if (a.size(1) == 0 && bias.isPresent()) {
                elementwise.copy(bias.get().expand(to.sizes()), to);
            } else if (a.size(1) == 0) {
                elementwise.fill(to, 0);
            } else if (to.elements() > 0) {
                product(left, right, to, bias, 0, 0, 0);
            }
        } finally {
            left.release();
            right.release();
        }
        return to;
    }

    /** One product, cut along the result's rows and columns. */
    private void product(Strided a, Strided b, Strided to, Optional<Strided> bias, int inA, int inB, int inTo) {
        int m = to.size(-2);
        int n = to.size(-1);
        int k = a.size(-1);
        Matrix left = Matrix.of(a, inA).orElseThrow();
        Matrix right = Matrix.of(b, inB).orElseThrow();
        Matrix target = new Matrix(to.address() + 4L * inTo, n, false);
        Cut cut = Cut.of(m, n, (long) m * n * k < WORTHWHILE ? 1 : compute.workers().count());
        compute.workers().run(cut.rows() * cut.columns(), (part, s) -> {
            int row = cut.start(part / cut.columns(), cut.rows(), m);
            int rows = cut.start(part / cut.columns() + 1, cut.rows(), m) - row;
            int column = cut.start(part % cut.columns(), cut.columns(), n);
            int columns = cut.start(part % cut.columns() + 1, cut.columns(), n) - column;
            if (rows == 0 || columns == 0) {
                return;
            }
            bias.ifPresent(b1 -> setRows(b1, to, inTo, row, rows, column, columns, s));
            Gemm.run(rows, columns, k, 1, new Matrix(left.at(row, 0), left.leading(), left.transposed()),
                    new Matrix(right.at(0, column), right.leading(), right.transposed()), bias.isPresent() ? 1 : 0,
                    new Matrix(target.at(row, column), n, false), s);
        });
    }

    /** Sets a block of the result to the bias, to which BLAS then adds the product. */
    private static void setRows(Strided bias, Strided to, int inTo, int row, int rows, int column, int columns, Scratch s) {
        float[] line = s.row(0, columns);
        Walk.read(bias.block().floats(), bias.offset() + column * bias.stride(0), bias.stride(0), line, columns);
        int start = to.offset() + inTo + column;
        for (int i = row; i < row + rows; i++) {
            to.block().floats().put(start + i * to.size(-1), line, 0, columns);
        }
    }

    /** How a result is cut: into rows · columns blocks. */
    private record Cut(int rows, int columns) {

        /** Blocks as square as the number of threads allows, since each reads its rows of a and its columns of b. */
        static Cut of(int m, int n, int threads) {
            Cut best = new Cut(threads, 1);
            for (int rows = 1; rows <= threads; rows++) {
                if (threads % rows == 0 && new Cut(rows, threads / rows).border(m, n) < best.border(m, n)) {
                    best = new Cut(rows, threads / rows);
                }
            }
            return best;
        }

        private double border(int m, int n) {
            return Math.max(GRAIN, m / (double) rows) + Math.max(GRAIN, n / (double) columns);
        }

        int start(int index, int blocks, int size) {
            return index == blocks ? size : Math.min(size, (int) ((long) size * index / blocks + GRAIN - 1) / GRAIN * GRAIN);
        }
    }
}
