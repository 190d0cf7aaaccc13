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

    /** By the length of a piece, the bits of its bytes in the first eight, and in the next. Looked up, as no branch on a length is foreseen well. */
    private static final long[] LOW_BITS = new long[LONGEST + 1];
    private static final long[] HIGH_BITS = new long[LONGEST + 1];

    static {
        for (int length = 0; length <= LONGEST; length++) {
            LOW_BITS[length] = first(Math.min(length, Long.BYTES));
            HIGH_BITS[length] = first(Math.max(length - Long.BYTES, 0));
        }
    }

    private PieceKey() {}

    /** The bits of the first {@code bytes} bytes. */
    private static long first(int bytes) {
        return bytes == Long.BYTES ? -1 : (1L << 8 * bytes) - 1;
    }

    /** Eight bytes. */
    static long eight(byte[] bytes, int from) {
        return (long) LONGS.get(bytes, from);
    }

    /** The low number of a piece that begins {@code first}, its first eight bytes and what follows. */
    static long low(long first, int length) {
        return first & LOW_BITS[length];
    }

    /** The high number of a piece whose ninth to sixteenth byte, as far as it goes, begin {@code next}. Never 0. */
    static long high(long next, int length) {
        return (long) length << 56 | next & HIGH_BITS[length];
    }

    /** The first eight bytes. */
    static long low(byte[] bytes, int from, int length) {
        return from + Long.BYTES > bytes.length
                ? slowly(bytes, from, Math.min(length, Long.BYTES))
                : (long) LONGS.get(bytes, from) & LOW_BITS[length];
    }

    /** The bytes from the ninth on, and the length. Never 0. */
    static long high(byte[] bytes, int from, int length) {
        return (long) length << 56 | (from + 2 * Long.BYTES > bytes.length
                ? slowly(bytes, from + Long.BYTES, length - Long.BYTES)
                : (long) LONGS.get(bytes, from + Long.BYTES) & HIGH_BITS[length]);
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
