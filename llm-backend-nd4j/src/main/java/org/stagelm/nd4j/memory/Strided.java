package org.stagelm.nd4j.memory;

import java.util.Arrays;
import java.util.Optional;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Shape;

/**
 * Elements of one type in a block: element [i, j, …] stands at offset + i · strides[0] + j · strides[1] + …, all counted in elements. Views share the
 * block; making one does not add a reference.
 */
public final class Strided {

    private final Block block;
    private final DType type;
    private final int offset;
    private final int[] sizes;
    private final int[] strides;
    private final int elements;

    private Strided(Block block, DType type, int offset, int[] sizes, int[] strides) {
        this.block = block;
        this.type = type;
        this.offset = offset;
        this.sizes = sizes;
        this.strides = strides;
        int count = 1;
        for (int size : sizes) {
            count = Math.multiplyExact(count, size);
        }
        this.elements = count;
    }

    /** New row-major memory, its elements not set yet. */
    public static Strided allocate(MemoryPool pool, DType type, int... sizes) {
        long bytes = type.bytes();
        for (int size : sizes) {
            bytes = Math.multiplyExact(bytes, size);
        }
        return new Strided(pool.take(bytes), type, 0, sizes, rowMajor(sizes));
    }

    /**
     * The sizes of a shape.
     *
     * @throws IllegalArgumentException where their product is 2³¹ or more; in that of an empty tensor, sizes of 0 do not count
     */
    public static int[] sizes(Shape shape) {
        int[] sizes = new int[shape.rank()];
        long elements = 1;
        for (int i = 0; i < sizes.length; i++) {
            long size = shape.dim(i).value();
            elements = size > Integer.MAX_VALUE ? Long.MAX_VALUE : elements * Math.max(1, size);
            if (elements > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(shape + " is more than the 2^31 − 1 elements that the engine nd4j holds in one tensor");
            }
            sizes[i] = (int) size;
        }
        return sizes;
    }

    private static int[] rowMajor(int[] sizes) {
        int[] strides = new int[sizes.length];
        int step = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step = Math.multiplyExact(step, Math.max(1, sizes[axis]));
        }
        return strides;
    }

    public Block block() {
        return block;
    }

    public DType type() {
        return type;
    }

    public int offset() {
        return offset;
    }

    public int rank() {
        return sizes.length;
    }

    /** Size along an axis; negative axes count from the end. */
    public int size(int axis) {
        return sizes[axis < 0 ? axis + sizes.length : axis];
    }

    /** Stride along an axis; negative axes count from the end. */
    public int stride(int axis) {
        return strides[axis < 0 ? axis + strides.length : axis];
    }

    public int[] sizes() {
        return sizes.clone();
    }

    public int[] strides() {
        return strides.clone();
    }

    public int elements() {
        return elements;
    }

    /** Address of the element at {@code offset}, for native code. */
    public long address() {
        return block.address() + (long) offset * type.bytes();
    }

    /** True where the elements lie row-major without gaps. */
    public boolean isDense() {
        int step = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            if (sizes[axis] != 1 && strides[axis] != step) {
                return false;
            }
            step *= sizes[axis];
        }
        return true;
    }

    /** True where several indices stand for one element. */
    public boolean repeats() {
        for (int axis = 0; axis < sizes.length; axis++) {
            if (strides[axis] == 0 && sizes[axis] > 1) {
                return true;
            }
        }
        return false;
    }

    public boolean hasSizes(int... others) {
        return Arrays.equals(sizes, others);
    }

    /** Adds a reference to the block. */
    public Strided retain() {
        block.retain();
        return this;
    }

    /** Gives up one reference to the block. */
    public void release() {
        block.release();
    }

    // Views

    public Strided permute(int... axes) {
        int[] to = new int[axes.length];
        int[] steps = new int[axes.length];
        for (int i = 0; i < axes.length; i++) {
            to[i] = sizes[axes[i]];
            steps[i] = strides[axes[i]];
        }
        return new Strided(block, type, offset, to, steps);
    }

    /** The last two axes swapped. */
    public Strided transpose() {
        int[] axes = new int[sizes.length];
        Arrays.setAll(axes, i -> i);
        axes[axes.length - 1] = axes.length - 2;
        axes[axes.length - 2] = axes.length - 1;
        return permute(axes);
    }

    public Strided slice(int axis, int from, int length) {
        int[] to = sizes.clone();
        to[axis] = length;
        return new Strided(block, type, offset + from * strides[axis], to, strides);
    }

    /** Repeats axes of size 1, and new leading axes, as NumPy does. */
    public Strided expand(int... to) {
        int[] steps = new int[to.length];
        int missing = to.length - sizes.length;
        for (int axis = 0; axis < sizes.length; axis++) {
            steps[missing + axis] = sizes[axis] == 1 && to[missing + axis] != 1 ? 0 : strides[axis];
        }
        return new Strided(block, type, offset, to.clone(), steps);
    }

    /** The same elements under other sizes; empty where only a copy can have them. */
    public Optional<Strided> reshape(int... to) {
        return Reshaping.strides(sizes, strides, to).map(steps -> new Strided(block, type, offset, to.clone(), steps));
    }

    @Override
    public String toString() {
        return type + " " + Arrays.toString(sizes) + " strides " + Arrays.toString(strides);
    }
}
