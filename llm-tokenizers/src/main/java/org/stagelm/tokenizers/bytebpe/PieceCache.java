package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;

/**
 * The ids of pieces met before; most of a text is words that come again. A hash table with open addressing that grows with the pieces it has met, up to
 * a bound, where it forgets all and begins anew. For one thread.
 */
final class PieceCache {

    /** An id takes 20 bits here, three ids and their number a {@code long}. */
    static final int MOST_IDS = 1 << 20;

    /** How much further than {@code at} {@link #get} may write. */
    static final int SLACK = 3;

    private static final int FEWEST_PLACES = 1 << 8;
    private static final int MOST_PLACES = 1 << 17; // 4 MB

    /** A place: low and high of the key, up to three ids with their number, and where more ids are. A high of 0 is an empty place. */
    private static final int WIDTH = 4;
    private static final int HIGH = 1;
    private static final int IDS = 2;
    private static final int MORE = 3;

    private static final int ID_BITS = 20;
    private static final int ID_MASK = MOST_IDS - 1;
    private static final int COUNT_SHIFT = 3 * ID_BITS;

    private long[] table = new long[FEWEST_PLACES * WIDTH];
    private int shift = shift(FEWEST_PLACES);
    private int size;
    private int[] longer = new int[64]; // the ids of pieces with more than three
    private int longerSize;

    /**
     * Writes the ids of a piece to {@code ids} from {@code at} on; behind them, up to {@link #SLACK} numbers without meaning.
     *
     * @return how many ids; 0 where the piece is not known
     */
    int get(long low, long high, int[] ids, int at) {
        long[] places = table;
        int place = (int) (PieceKey.hash(low, high) >>> shift) * WIDTH;
        while (true) {
            long found = places[place + HIGH];
            if (found == high && places[place] == low) {
                long packed = places[place + IDS];
                ids[at] = (int) packed & ID_MASK;
                ids[at + 1] = (int) (packed >>> ID_BITS) & ID_MASK;
                ids[at + 2] = (int) (packed >>> 2 * ID_BITS) & ID_MASK;
                int count = (int) (packed >>> COUNT_SHIFT);
                return count > 0 ? count : longer(places[place + MORE], ids, at);
            }
            if (found == 0) {
                return 0;
            }
            place = place + WIDTH & places.length - 1;
        }
    }

    private int longer(long where, int[] ids, int at) {
        int count = (int) where;
        System.arraycopy(longer, (int) (where >>> 32), ids, at, count);
        return count;
    }

    /** Remembers a piece that {@link #get} does not know, with its {@code count} ids from {@code at} on. */
    void put(long low, long high, int[] ids, int at, int count) {
        if (size >= table.length / WIDTH / 4) {
            makeRoom();
        }
        long packed = 0;
        long more = 0;
        if (count <= SLACK) {
            for (int i = count - 1; i >= 0; i--) {
                packed = packed << ID_BITS | ids[at + i];
            }
            packed |= (long) count << COUNT_SHIFT;
        } else {
            if (longerSize + count > longer.length) {
                longer = Arrays.copyOf(longer, 2 * longer.length);
            }
            System.arraycopy(ids, at, longer, longerSize, count);
            more = (long) longerSize << 32 | count;
            longerSize += count;
        }
        insert(low, high, packed, more);
        size++;
    }

    private void insert(long low, long high, long packed, long more) {
        int place = (int) (PieceKey.hash(low, high) >>> shift) * WIDTH;
        while (table[place + HIGH] != 0) {
            place = place + WIDTH & table.length - 1;
        }
        table[place] = low;
        table[place + HIGH] = high;
        table[place + IDS] = packed;
        table[place + MORE] = more;
    }

    private void makeRoom() {
        if (table.length == MOST_PLACES * WIDTH) {
            Arrays.fill(table, 0);
            size = 0;
            longerSize = 0;
            return;
        }
        long[] old = table;
        table = new long[2 * old.length];
        shift--;
        for (int place = 0; place < old.length; place += WIDTH) {
            if (old[place + HIGH] != 0) {
                insert(old[place], old[place + HIGH], old[place + IDS], old[place + MORE]);
            }
        }
    }

    private static int shift(int places) {
        return Long.SIZE - Integer.numberOfTrailingZeros(places);
    }
}
