package org.stagelm.tokenizers.sentencepiece;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.stagelm.tokenizers.text.Utf8;

/**
 * Lays out what {@link ReplacementTable} reads. A node of the trie has a base of its own; its child by the byte {@code b} is the unit
 * {@code base ^ b}, and what its string is replaced with stands in the unit {@code base}.
 */
final class ReplacementTableBuilder {

    private static final int LABELS = 256;
    private static final int HAS_VALUE = 1 << 8;
    private static final int IS_VALUE = 1 << 31;
    private static final int OFFSET_SHIFT = 10;
    private static final int LONGEST_OFFSET = 1 << 21;

    private final List<byte[]> keys;
    private final int[] values;
    private final byte[] results;
    private final BitSet units = new BitSet(); // that are taken
    private final BitSet bases = new BitSet();
    private int[] table = new int[LABELS];

    /** @param replacements neither side has a zero in it */
    ReplacementTableBuilder(Map<String, String> replacements) {
        Map<String, Integer> places = new HashMap<>();
        ByteArrayOutputStream texts = new ByteArrayOutputStream();
        replacements.values().forEach(text -> places.computeIfAbsent(text, none -> {
            int place = texts.size();
            texts.writeBytes(Utf8.bytes(text));
            texts.write(0);
            return place;
        }));
        List<Map.Entry<byte[], Integer>> sorted = new ArrayList<>();
        replacements.forEach((string, text) -> sorted.add(Map.entry(Utf8.bytes(string), places.get(text))));
        sorted.sort((one, other) -> Arrays.compareUnsigned(one.getKey(), other.getKey()));
        keys = sorted.stream().map(Map.Entry::getKey).toList();
        values = sorted.stream().mapToInt(Map.Entry::getValue).toArray();
        results = texts.toByteArray();
    }

    byte[] charsmap() {
        units.set(0);
        layOut(0, 0, keys.size(), 0);
        int[] laidOut = Arrays.copyOf(table, units.length() + LABELS - 1 & -LABELS);
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * (1 + laidOut.length) + results.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(Integer.BYTES * laidOut.length).asIntBuffer().put(laidOut);
        return out.position(Integer.BYTES * (1 + laidOut.length)).put(results).array();
    }

    /** The node at {@code unit}, of the keys from {@code from} to before {@code to}, which have {@code depth} bytes in common. */
    private void layOut(int unit, int from, int to, int depth) {
        boolean ends = keys.get(from).length == depth;
        int first = ends ? from + 1 : from;
        List<int[]> children = new ArrayList<>(); // label, from, to
        for (int begin = first, end; begin < to; begin = end) {
            end = begin + 1;
            while (end < to && keys.get(end)[depth] == keys.get(begin)[depth]) {
                end++;
            }
            children.add(new int[] {keys.get(begin)[depth] & 0xFF, begin, end});
        }
        int base = base(unit, children);
        bases.set(base);
        units.set(base);
        table[unit] |= (unit ^ base) << OFFSET_SHIFT | (ends ? HAS_VALUE : 0);
        table[base] = ends ? IS_VALUE | values[from] : IS_VALUE;
        for (int[] child : children) {
            units.set(base ^ child[0]);
            table[base ^ child[0]] = child[0];
        }
        for (int[] child : children) {
            layOut(base ^ child[0], child[1], child[2], depth + 1);
        }
    }

    /** The first base whose units are free and near enough to be written as an offset. */
    private int base(int unit, List<int[]> children) {
        int base = units.nextClearBit(1);
        while (bases.get(base) || (unit ^ base) >= LONGEST_OFFSET || !fits(base, children)) {
            base = units.nextClearBit(base + 1);
        }
        if (base + LABELS > table.length) {
            table = Arrays.copyOf(table, Math.max(base + LABELS, 2 * table.length));
        }
        return base;
    }

    private boolean fits(int base, List<int[]> children) {
        return children.stream().noneMatch(child -> units.get(base ^ child[0]));
    }
}
