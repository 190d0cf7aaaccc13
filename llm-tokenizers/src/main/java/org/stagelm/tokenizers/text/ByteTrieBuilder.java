package org.stagelm.tokenizers.text;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/** Places the nodes of a {@link ByteTrie}: each node's children go to the first cells behind the well-filled ones that are free for all of them. */
final class ByteTrieBuilder {

    private static final int BYTES = 256;

    /** So full a stretch of cells is not searched again, which keeps building linear in practice. */
    private static final double FULL = 0.95;

    private final byte[][] keys;
    private final int[] values;
    private int[] cells;
    private int searchFrom = 1;

    /** Keys from {@code from} to {@code to} − 1 share their first {@code depth} bytes, which lead to {@code node}. */
    private record Subtree(int from, int to, int depth, int node) {}

    ByteTrieBuilder(List<byte[]> keys, int[] values) {
        int[] order = IntStream.range(0, keys.size()).filter(i -> keys.get(i).length > 0).boxed()
                .sorted(Comparator.comparing(keys::get, Arrays::compareUnsigned)).mapToInt(i -> i).toArray();
        this.keys = new byte[order.length][];
        this.values = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            this.keys[i] = keys.get(order[i]);
            this.values[i] = values[order[i]];
        }
        cells = new int[0];
        reserve(2 * BYTES);
    }

    int[] build() {
        Deque<Subtree> open = new ArrayDeque<>();
        open.push(new Subtree(0, keys.length, 0, ByteTrie.ROOT));
        int last = 0;
        while (!open.isEmpty()) {
            last = Math.max(last, place(open.pop(), open));
        }
        return Arrays.copyOf(cells, (last + BYTES) * ByteTrie.CELL); // any base + byte is within the array
    }

    /** @return the base of the children */
    private int place(Subtree tree, Deque<Subtree> open) {
        int from = tree.from();
        while (from < tree.to() && keys[from].length == tree.depth()) {
            cells[tree.node() * ByteTrie.CELL + ByteTrie.VALUE] = values[from++];
        }
        if (from == tree.to()) {
            return 0;
        }
        int base = base(tree, from);
        cells[tree.node() * ByteTrie.CELL] = base;
        for (int at = from; at < tree.to();) {
            int end = endOf(tree, at);
            int child = base + label(tree, at);
            cells[child * ByteTrie.CELL + ByteTrie.PARENT] = tree.node();
            open.push(new Subtree(at, end, tree.depth() + 1, child));
            at = end;
        }
        return base;
    }

    private int label(Subtree tree, int key) {
        return keys[key][tree.depth()] & 0xFF;
    }

    private int endOf(Subtree tree, int key) {
        int end = key + 1;
        while (end < tree.to() && keys[end][tree.depth()] == keys[key][tree.depth()]) {
            end++;
        }
        return end;
    }

    private int base(Subtree tree, int from) {
        int first = label(tree, from);
        int taken = 0;
        for (int cell = Math.max(searchFrom, first + 1);; cell++) {
            reserve(cell + 2 * BYTES);
            if (!free(cell)) {
                taken++;
            } else if (fits(tree, from, cell - first)) {
                if (taken >= FULL * (cell - searchFrom + 1)) {
                    searchFrom = cell;
                }
                return cell - first;
            }
        }
    }

    private boolean fits(Subtree tree, int from, int base) {
        for (int at = from; at < tree.to(); at = endOf(tree, at)) {
            if (!free(base + label(tree, at))) {
                return false;
            }
        }
        return true;
    }

    private boolean free(int cell) {
        return cells[cell * ByteTrie.CELL + ByteTrie.PARENT] == ByteTrie.NONE;
    }

    private void reserve(int count) {
        int before = cells.length / ByteTrie.CELL;
        if (count > before) {
            cells = Arrays.copyOf(cells, Math.multiplyExact(Math.max(count, before + before / 2), ByteTrie.CELL));
            for (int cell = before; cell < cells.length / ByteTrie.CELL; cell++) {
                cells[cell * ByteTrie.CELL + ByteTrie.PARENT] = ByteTrie.NONE;
                cells[cell * ByteTrie.CELL + ByteTrie.VALUE] = ByteTrie.NONE;
            }
        }
    }
}
