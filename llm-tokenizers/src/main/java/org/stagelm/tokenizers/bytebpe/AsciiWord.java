package org.stagelm.tokenizers.bytebpe;

/**
 * The length of a plain English word, eight characters at a time: most pieces of most texts are one. A {@code long} holds eight characters, the first
 * in its lowest byte; the highest bit of each byte is the answer for its character (Mycroft's trick; Warren, Hacker's Delight, 6-1).
 */
final class AsciiWord {

    /** How many bytes are looked at. */
    static final int REACH = 16;

    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long AFTER_FIRST = HIGH_BITS - 0x80;
    private static final long CASE_BITS = 0x2020202020202020L;
    private static final long BEFORE_A = 0xE0E0E0E0E0E0E0E0L; // what is left has the high bit if less than 'a' is taken off
    private static final long BEYOND_Z = 0x0505050505050505L; // added to more than 'z', it sets the high bit

    private AsciiWord() {}

    /**
     * The length of {@code .[A-Za-z]*}; {@link #REACH} where it may go on.
     *
     * @param first eight characters
     * @param next the eight after them
     */
    static int length(long first, long next) {
        long stops = others(first) & AFTER_FIRST;
        return place(stops, others(next) & HIGH_BITS);
    }

    /** The length of {@code .[A-Z]*[a-z]*}; {@link #REACH} where it may go on; 0 where its capitals do. */
    static int capitalizedLength(long first, long next) {
        long others = others(first);
        long isLower = first << 2; // the bit of the case, brought to the highest place
        long afterUpper = (others | isLower) & AFTER_FIRST;
        if (afterUpper == 0) {
            return 0;
        }
        long stops = (others | ~isLower) & HIGH_BITS & -Long.lowestOneBit(afterUpper);
        return place(stops, (others(next) | ~(next << 2)) & HIGH_BITS);
    }

    /** The place of the first of sixteen bytes whose high bit is set, 16 where none is. No branch: the length of a word is not foreseen well. */
    private static int place(long highBits, long nextHighBits) {
        int place = Long.numberOfTrailingZeros(highBits) >>> 3;
        int nextPlace = Long.numberOfTrailingZeros(nextHighBits) >>> 3;
        return place + (nextPlace & -(place >>> 3));
    }

    /** The high bit of each byte that is no ASCII letter; the other bits mean nothing. */
    private static long others(long text) {
        long lowerCase = (text | CASE_BITS) & ~HIGH_BITS;
        return BEFORE_A - lowerCase | lowerCase + BEYOND_Z | text;
    }
}
