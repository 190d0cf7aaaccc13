package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;

/** Token ids that become more and more. */
final class IdBuffer {

    private int[] ids;
    private int size;

    IdBuffer(int capacity) {
        ids = new int[Math.max(capacity, 16)];
    }

    void add(int id) {
        if (size == ids.length) {
            grow(1);
        }
        ids[size++] = id;
    }

    void add(int[] more) {
        add(more, more.length);
    }

    void add(int[] more, int count) {
        if (size + count > ids.length) {
            grow(count);
        }
        System.arraycopy(more, 0, ids, size, count);
        size += count;
    }

    private void grow(int atLeast) {
        ids = Arrays.copyOf(ids, Math.max(Math.addExact(size, atLeast), (int) Math.min(ids.length * 2L, Integer.MAX_VALUE - 8)));
    }

    int size() {
        return size;
    }

    int get(int i) {
        return ids[i];
    }

    void clear() {
        size = 0;
    }

    int[] copyOfRange(int from, int to) {
        return Arrays.copyOfRange(ids, from, to);
    }

    int[] toArray() {
        return Arrays.copyOf(ids, size);
    }
}
