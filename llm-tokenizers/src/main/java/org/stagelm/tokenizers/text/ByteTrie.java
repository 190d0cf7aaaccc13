package org.stagelm.tokenizers.text;

import java.util.List;

/**
 * Byte strings with a number each, found byte by byte: a double array (Aoe 1989, "An efficient digital search algorithm by using a double-array
 * structure"). A node's child for a byte is at base + byte, and is one where that cell names the node as its parent, so a step costs one look-up.
 */
public final class ByteTrie {

    /** No such child, or no string that ends here. */
    public static final int NONE = -1;

    /** The node of the empty string. */
    public static final int ROOT = 0;

    static final int CELL = 4; // base, parent, value and one unused: a cell never crosses a cache line
    static final int PARENT = 1;
    static final int VALUE = 2;

    private final int[] cells;

    private ByteTrie(int[] cells) {
        this.cells = cells;
    }

    /** @param values from 0 on; of equal keys the last counts; empty keys are left out */
    public static ByteTrie of(List<byte[]> keys, int[] values) {
        return new ByteTrie(new ByteTrieBuilder(keys, values).build());
    }

    /** The node that {@code next} leads to, or {@link #NONE}. */
    public int child(int node, byte next) {
        int child = cells[node * CELL] + (next & 0xFF);
        return cells[child * CELL + PARENT] == node ? child : NONE;
    }

    /** The value of the string that ends at a node, or {@link #NONE}. */
    public int value(int node) {
        return cells[node * CELL + VALUE];
    }

    /** The node of a whole string below {@code node}, or {@link #NONE}. */
    public int descend(int node, byte[] text, int from, int to) {
        int at = node;
        for (int i = from; i < to && at != NONE; i++) {
            at = child(at, text[i]);
        }
        return at;
    }

    /** The value of a whole string, or {@link #NONE}. */
    public int get(byte[] text, int from, int to) {
        int node = descend(ROOT, text, from, to);
        return node == NONE ? NONE : value(node);
    }
}
