package org.stagelm.tokenizers.sentencepiece;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Function;
import org.stagelm.api.UserError;

/**
 * What strings of UTF-8 are replaced with: a double array (of the library Darts-clone) from strings to places in a text of results, each of which ends
 * with a zero. The longest string counts.
 */
final class ReplacementTable {

    private static final int UNIT = 4;

    private final int[] units;
    private final byte[] results;

    /** @param charsmap that is sound; an empty one replaces nothing */
    ReplacementTable(byte[] charsmap) {
        ByteBuffer table = ByteBuffer.wrap(charsmap).order(ByteOrder.LITTLE_ENDIAN);
        int size = charsmap.length == 0 ? 0 : table.getInt();
        units = new int[size / UNIT];
        table.asIntBuffer().get(units);
        results = charsmap.length == 0 ? charsmap : Arrays.copyOfRange(charsmap, UNIT + size, charsmap.length);
    }

    /** @param fault makes an error of what is wrong */
    static void check(byte[] charsmap, Function<String, UserError> fault) {
        int size = charsmap.length < UNIT ? -1 : ByteBuffer.wrap(charsmap).order(ByteOrder.LITTLE_ENDIAN).getInt();
        boolean sound = size >= UNIT && size % UNIT == 0 && size < charsmap.length - UNIT && charsmap[charsmap.length - 1] == 0;
        if (charsmap.length > 0 && !sound) {
            throw fault.apply("its precompiled_charsmap of " + charsmap.length + " bytes claims a trie of " + size + " bytes");
        }
    }

    boolean isEmpty() {
        return units.length == 0;
    }

    /** The longest string at {@code from}: its length in the high half and where its replacement begins in the low half; −1 where there is none. */
    long find(byte[] utf8, int from, int to) {
        long found = -1;
        int node = units.length == 0 ? 0 : offset(units[0]);
        for (int i = from; i < to; i++) {
            int label = utf8[i] & 0xFF;
            node ^= label;
            if (node >= units.length || (units[node] & 0x800000FF) != label) {
                break;
            }
            boolean ends = (units[node] >>> 8 & 1) == 1;
            node ^= offset(units[node]);
            if (ends && node < units.length) {
                found = (long) (i + 1 - from) << 32 | units[node] & 0x7FFFFFFF;
            }
        }
        return found;
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }

    byte[] results() {
        return results;
    }

    /** Where the replacement that begins at {@code from} ends. */
    int end(int from) {
        int to = from;
        while (to < results.length && results[to] != 0) {
            to++;
        }
        return Math.max(to, from);
    }
}
