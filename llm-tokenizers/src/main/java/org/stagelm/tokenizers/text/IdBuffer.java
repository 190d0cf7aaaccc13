package org.stagelm.tokenizers.text;

import java.util.Arrays;

/** Token ids that become more and more. */
public final class IdBuffer {

    private int[] ids;
    private int size;

    public IdBuffer(int capacity) {
        ids = new int[Math.max(capacity, 16)];
    }

    public void add(int id) {
        if (size == ids.length) {
            grow(1);
        }
        ids[size++] = id;
    }

    public void add(int[] more) {
        add(more, more.length);
    }

    public void add(int[] more, int count) {
        if (size + count > ids.length) {
            grow(count);
        }
        System.arraycopy(more, 0, ids, size, count);
        size += count;
    }

    private void grow(int atLeast) {
        ids = Arrays.copyOf(ids, Math.max(Math.addExact(size, atLeast), (int) Math.min(ids.length * 2L, Integer.MAX_VALUE - 8)));
    }

    public int size() {
        return size;
    }

    public int get(int i) {
        return ids[i];
    }

    public void clear() {
        size = 0;
    }

    /** Takes the last ids back, so that {@code newSize} stay. */
    public void truncate(int newSize) {
        size = newSize;
    }

    public int[] copyOfRange(int from, int to) {
        return Arrays.copyOfRange(ids, from, to);
    }

    public int[] toArray() {
        return Arrays.copyOf(ids, size);
    }
}
