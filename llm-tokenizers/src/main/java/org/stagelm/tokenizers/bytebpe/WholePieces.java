package org.stagelm.tokenizers.bytebpe;

/**
 * The pieces of up to {@link PieceKey#LONGEST} bytes that are encoded to one id, as most pieces of most texts are. A hash table with open addressing,
 * in which the tokens of smaller ids, the more frequent ones, come first and so are found first. Immutable, and shared by all threads.
 */
final class WholePieces {

    /** A place: low and high of the key, and the id. A high of 0 is an empty place. */
    private static final int WIDTH = 3;
    private static final int HIGH = 1;
    private static final int ID = 2;

    private final long[] table;
    private final int last;
    private final int shift;

    private WholePieces(long[] entries, int size) {
        int bits = 33 - Integer.numberOfLeadingZeros(Math.max(size / WIDTH, 8) - 1); // at most half full
        table = new long[WIDTH << bits];
        last = table.length - WIDTH;
        shift = Long.SIZE - bits;
        for (int i = 0; i < size; i += WIDTH) {
            int at = place(entries[i], entries[i + HIGH]);
            while (table[at + HIGH] != 0) {
                at = next(at);
            }
            System.arraycopy(entries, i, table, at, WIDTH);
        }
    }

    /** Collects pieces, the most frequent first. */
    static final class Builder {

        private final long[] entries;
        private int size;

        /** @param most how many may come */
        Builder(int most) {
            entries = new long[Math.multiplyExact(most, WIDTH)];
        }

        /** Takes a piece that did not come before; one that is too long is left out. */
        void add(byte[] piece, int id) {
            if (piece.length <= PieceKey.LONGEST) {
                entries[size] = PieceKey.low(piece, 0, piece.length);
                entries[size + HIGH] = PieceKey.high(piece, 0, piece.length);
                entries[size + ID] = id;
                size += WIDTH;
            }
        }

        WholePieces build() {
            return new WholePieces(entries, size);
        }
    }

    /** The id of a piece; {@link TokenBytes#NONE} where it is none of these. */
    int find(long low, long high) {
        int at = place(low, high);
        while (table[at + HIGH] != high || table[at] != low) {
            if (table[at + HIGH] == 0) {
                return TokenBytes.NONE;
            }
            at = next(at);
        }
        return (int) table[at + ID];
    }

    private int place(long low, long high) {
        return (int) (PieceKey.hash(low, high) >>> shift) * WIDTH;
    }

    private int next(int at) {
        return at == last ? 0 : at + WIDTH;
    }
}
