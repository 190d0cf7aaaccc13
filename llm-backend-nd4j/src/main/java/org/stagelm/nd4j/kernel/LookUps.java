package org.stagelm.nd4j.kernel;

import java.nio.ByteBuffer;
import org.stagelm.api.tensor.DType;
import org.stagelm.nd4j.memory.Strided;

/** Rows of a table by their ids, single elements by theirs, and the ways back. */
public final class LookUps {

    /** No id is exempt: what no tensor of ids names. */
    public static final long NO_ID = Long.MIN_VALUE;

    private final Compute compute;

    public LookUps(Compute compute) {
        this.compute = compute;
    }

    /**
     * Row-major ids.
     *
     * @param ids INT64
     * @param limit each is less
     * @param exempt an id that need not be in range, or {@link #NO_ID}
     * @throws IllegalArgumentException naming an id that is not in range
     */
    public static long[] ids(Strided ids, int limit, long exempt) {
        if (ids.type() != DType.INT64) {
            throw new IllegalArgumentException("ids must be INT64, not " + ids.type());
        }
        long[] values = OtherTypes.integers(ids);
        for (long id : values) {
            if ((id < 0 || id >= limit) && id != exempt) {
                throw new IllegalArgumentException("id " + id + " is not in 0 … " + (limit - 1));
            }
        }
        return values;
    }

    /**
     * @param table dense [N, ...], any type
     * @return [ids, ...] with {@code sizes}
     */
    public Strided gather(Strided table, long[] ids, int... sizes) {
        Strided to = Strided.allocate(compute.pool(), table.type(), sizes);
        int bytes = table.type().bytes();
        int width = ids.length == 0 ? 0 : to.elements() / ids.length * bytes;
        ByteBuffer from = table.block().bytes();
        compute.workers().each(ids.length, to.elements(), (first, end, s) -> {
            for (int i = first; i < end; i++) {
                to.block().bytes().put(i * width, from, table.offset() * bytes + (int) ids[i] * width, width);
            }
        });
        return to;
    }

    /**
     * Adds the rows of g, dense, to those of a table that the ids name. Each thread has rows of the table for its own.
     *
     * @param to dense, FLOAT32 or another floating type
     */
    public void addRows(Strided g, long[] ids, Strided to) {
        int width = to.size(0) == 0 ? 0 : to.elements() / to.size(0);
        if (g.type() != DType.FLOAT32) {
            OtherTypes.scatter(g, i -> (int) ids[i / width] * width + i % width, to);
            return;
        }
        compute.workers().each(to.size(0), 3L * g.elements(), (first, end, s) -> {
            float[] sum = s.row(0, width);
            float[] row = s.row(1, width);
            for (int i = 0; i < ids.length; i++) {
                int id = (int) ids[i];
                if (id >= first && id < end) {
                    to.block().floats().get(to.offset() + id * width, sum, 0, width);
                    g.block().floats().get(g.offset() + i * width, row, 0, width);
                    compute.rows().add(row, sum, width);
                    to.block().floats().put(to.offset() + id * width, sum, 0, width);
                }
            }
        });
    }

    /**
     * @param x dense [..., V], any type
     * @return of each line the element at its id, with {@code sizes}
     */
    public Strided pick(Strided x, long[] ids, int... sizes) {
        Strided to = Strided.allocate(compute.pool(), x.type(), sizes);
        int width = x.size(-1);
        OtherTypes.take(x, i -> i * width + (int) ids[i], to);
        return to;
    }

    /** Adds g, dense, to the elements of {@code to}, dense [..., V], that the ids name. */
    public void addElements(Strided g, long[] ids, Strided to) {
        int width = to.size(-1);
        OtherTypes.scatter(g, i -> i * width + (int) ids[i], to);
    }
}
