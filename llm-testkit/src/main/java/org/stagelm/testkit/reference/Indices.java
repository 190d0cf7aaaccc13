package org.stagelm.testkit.reference;

import java.util.Arrays;

/**
 * Index maps: for each element of a result, row-major, which element of the input it comes from. An operation that only moves elements is its map;
 * its gradient adds along the same map backwards.
 */
final class Indices {

    private Indices() {}

    static int[] identity(int size) {
        int[] map = new int[size];
        Arrays.setAll(map, i -> i);
        return map;
    }

    /** NumPy's broadcasting: sizes align at the end, an axis of size 1 repeats. */
    static int[] broadcast(long[] from, long[] to) {
        int[] own = strides(from);
        int[] strides = new int[to.length];
        int missing = to.length - from.length;
        for (int axis = 0; axis < from.length; axis++) {
            strides[missing + axis] = from[axis] == 1 ? 0 : own[axis];
        }
        return walk(to, strides, 0);
    }

    static int[] permute(long[] from, int[] axes) {
        int[] own = strides(from);
        int[] strides = new int[axes.length];
        long[] to = new long[axes.length];
        for (int i = 0; i < axes.length; i++) {
            strides[i] = own[axes[i]];
            to[i] = from[axes[i]];
        }
        return walk(to, strides, 0);
    }

    static int[] slice(long[] from, int axis, long start, long length) {
        int[] strides = strides(from);
        long[] to = from.clone();
        to[axis] = length;
        return walk(to, strides, Math.toIntExact(start) * strides[axis]);
    }

    /** For each element of the input the element of the result, which has no {@code axis}, that it is reduced into. */
    static int[] reduce(long[] from, int axis) {
        long[] kept = from.clone();
        kept[axis] = 1;
        return broadcast(kept, from);
    }

    /** The row-major walk over {@code sizes} in memory with these strides. */
    private static int[] walk(long[] sizes, int[] strides, int offset) {
        int[] map = {offset};
        for (int axis = 0; axis < sizes.length; axis++) {
            int size = Math.toIntExact(sizes[axis]);
            int[] next = new int[Math.multiplyExact(map.length, size)];
            for (int outer = 0; outer < map.length; outer++) {
                for (int i = 0; i < size; i++) {
                    next[outer * size + i] = map[outer] + i * strides[axis];
                }
            }
            map = next;
        }
        return map;
    }

    private static int[] strides(long[] sizes) {
        int[] strides = new int[sizes.length];
        int step = 1;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            strides[axis] = step;
            step = Math.multiplyExact(step, Math.toIntExact(sizes[axis]));
        }
        return strides;
    }
}
