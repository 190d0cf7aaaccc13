package org.stagelm.tokenizers.bytebpe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A piece of up to 15 bytes as two numbers: the bytes, little-endian, and the length in the highest byte. Equal numbers are equal pieces, so that no
 * bytes need to be compared.
 */
final class PieceKey {

    /** The longest piece that has a key. */
    static final int LONGEST = 15;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private PieceKey() {}

    /** The first eight bytes. */
    static long low(byte[] bytes, int from, int length) {
        if (from + Long.BYTES > bytes.length) {
            return slowly(bytes, from, Math.min(length, Long.BYTES));
        }
        long low = (long) LONGS.get(bytes, from);
        return length < Long.BYTES ? low & first(length) : low;
    }

    /** The bytes from the ninth on, and the length. Never 0. */
    static long high(byte[] bytes, int from, int length) {
        long high = (long) length << 56;
        if (length <= Long.BYTES) {
            return high;
        }
        return from + 2 * Long.BYTES > bytes.length
                ? high | slowly(bytes, from + Long.BYTES, length - Long.BYTES)
                : high | (long) LONGS.get(bytes, from + Long.BYTES) & first(length - Long.BYTES);
    }

    /** The bits of the first bytes, fewer than eight. */
    private static long first(int bytes) {
        return (1L << 8 * bytes) - 1;
    }

    /** Near the end of the array eight bytes cannot be read at once. */
    private static long slowly(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | bytes[from + i] & 0xFF;
        }
        return value;
    }

    /** A hash whose highest bits are the best. */
    static long hash(long low, long high) {
        long mixed = low * 0x9E3779B97F4A7C15L + high * 0xC2B2AE3D27D4EB4FL;
        return (mixed ^ mixed >>> 32) * 0xD6E8FEB86659FD93L;
    }
}
