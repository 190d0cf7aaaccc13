package org.stagelm.tokenizers.pipeline;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes a table as SentencePiece's, wastefully: each node of the trie has 256 units of its own for its children. */
final class CharacterMapTable {

    private static final int BLOCK = 256;
    private static final int LEAF = 1 << 8;
    private static final int VALUE = 1 << 31;

    private final List<int[]> blocks = new ArrayList<>(List.of(new int[BLOCK]));
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();

    private CharacterMapTable() {}

    /** In Base64. */
    static String of(Map<String, String> replacements) {
        CharacterMapTable table = new CharacterMapTable();
        table.blocks.get(0)[0] = table.offset(0);
        new TreeMap<>(replacements).forEach(table::put);
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * BLOCK * table.blocks.size() + table.results.size()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(4 * BLOCK * table.blocks.size());
        table.blocks.forEach(block -> {
            for (int unit : block) {
                bytes.putInt(unit);
            }
        });
        bytes.put(table.results.toByteArray());
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private void put(String key, String result) {
        int at = 0;
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            int child = children(at) + (b & 0xFF);
            if (unit(child) == 0) {
                set(child, offset(child) | b & 0xFF);
            }
            at = child;
        }
        set(at, unit(at) | LEAF);
        set(children(at), VALUE | results.size());
        results.writeBytes(result.getBytes(StandardCharsets.UTF_8));
        results.write(0);
    }

    /** The offset, as a unit has it, to a new block for the children of the unit at {@code place}. */
    private int offset(int place) {
        blocks.add(new int[BLOCK]);
        return (place ^ (blocks.size() - 1) * BLOCK) << 10;
    }

    private int children(int place) {
        return place ^ unit(place) >>> 10;
    }

    private int unit(int place) {
        return blocks.get(place / BLOCK)[place % BLOCK];
    }

    private void set(int place, int unit) {
        blocks.get(place / BLOCK)[place % BLOCK] = unit;
    }
}
