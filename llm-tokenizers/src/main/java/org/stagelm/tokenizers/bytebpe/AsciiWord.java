package org.stagelm.tokenizers.bytebpe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the end of a plain English word, eight bytes at a time: most pieces of most texts are one. A {@code long} holds eight characters, the first in
 * its lowest byte; the highest bit of each byte is the answer for its character (Mycroft's trick; Warren, Hacker's Delight, 6-1).
 */
final class AsciiWord {

    /** How many bytes are looked at. */
    static final int REACH = 16;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long CASE_BITS = 0x2020202020202020L;
    private static final long FROM_A = 0x1F1F1F1F1F1F1F1FL; // added to 'a' or more, it sets the high bit
    private static final long BEYOND_Z = 0x0505050505050505L; // added to more than 'z', it sets the high bit

    private AsciiWord() {}

    /**
     * The length of {@code [ ]?[A-Za-z]+} at {@code from}, where another ASCII character follows; 0 where this needs a closer look.
     *
     * @param utf8 with {@link #REACH} bytes from {@code from} on
     */
    static int length(byte[] utf8, int from) {
        long first = (long) LONGS.get(utf8, from);
        long space = (first & 0xFF) == ' ' ? 0x80 : 0;
        long stops = ~(letters(first) | space) & HIGH_BITS;
        if (stops != 0) {
            int length = stop(first, stops);
            return length > space >>> 7 ? length : 0;
        }
        long second = (long) LONGS.get(utf8, from + Long.BYTES);
        stops = ~letters(second) & HIGH_BITS;
        int more = stops == 0 ? -1 : stop(second, stops);
        return more < 0 ? 0 : Long.BYTES + more;
    }

    /**
     * The length of {@code [ ]?[A-Z]*[a-z]*}, not both empty, at {@code from}, where an ASCII character other than an apostrophe follows; 0 where this
     * needs a closer look.
     *
     * @param utf8 with {@link #REACH} bytes from {@code from} on
     */
    static int capitalizedLength(byte[] utf8, int from) {
        long first = (long) LONGS.get(utf8, from);
        long letters = letters(first);
        long lower = letters & first << 2; // the bit of the case, brought to the highest place
        long space = (first & 0xFF) == ' ' ? 0x80 : 0;
        long afterUpper = ~(letters & ~lower | space) & HIGH_BITS;
        if (afterUpper == 0) {
            return 0;
        }
        long stops = ~lower & HIGH_BITS & -Long.lowestOneBit(afterUpper);
        int length;
        if (stops != 0) {
            length = stop(first, stops);
        } else {
            long second = (long) LONGS.get(utf8, from + Long.BYTES);
            stops = ~(letters(second) & second << 2) & HIGH_BITS;
            int more = stops == 0 ? -1 : stop(second, stops);
            length = more < 0 ? 0 : Long.BYTES + more;
        }
        return length > space >>> 7 && utf8[from + length] != '\'' ? length : 0;
    }

    /** The high bit of each byte that is an ASCII letter. */
    private static long letters(long text) {
        long lowerCase = (text | CASE_BITS) & ~HIGH_BITS;
        return lowerCase + FROM_A & ~(lowerCase + BEYOND_Z) & ~text & HIGH_BITS;
    }

    /** How many bytes stand before the first that stops the word; −1 where that one is not ASCII. */
    private static int stop(long text, long stops) {
        int bit = Long.numberOfTrailingZeros(stops);
        return (text >>> bit & 1) == 0 ? bit >>> 3 : -1;
    }
}
