package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;

/** Pieces to ids, with all the memory that this needs: what was met before, what is being merged, and the ids so far. For one thread. */
final class PieceEncoder {

    private static final int PIECES_AT_ONCE = 512;
    private static final int MOST_IDS_KEPT = 1 << 20; // 4 MB

    private final PreTokenizer preTokenizer;
    private final BytePairs pairs;
    private final WholePieces wholePieces;
    private final PieceCache cache = new PieceCache();
    private final ShortPiece shortPiece;
    private int[] ids = new int[1 << 10];
    private int size;

    PieceEncoder(PreTokenizer preTokenizer, BytePairs pairs) {
        this.preTokenizer = preTokenizer;
        this.pairs = pairs;
        this.wholePieces = pairs.wholePieces();
        this.shortPiece = new ShortPiece(pairs.merges());
    }

    /** Adds the ids of {@code utf8[from, to)}, which is well-formed. */
    void addText(byte[] utf8, int from, int to) {
        if (preTokenizer instanceof Scanner scanner) {
            addScanned(scanner, utf8, from, to);
        } else {
            addCut(preTokenizer.cut(utf8, from, to), utf8, from);
        }
    }

    /**
     * Cuts and encodes piece by piece, so that the processor can look for the end of the next while it waits for the ids of this one. The innermost
     * loop of all encoding: a piece that is known, as most are, costs no call.
     */
    private void addScanned(Scanner scanner, byte[] utf8, int from, int to) {
        makeRoom(Math.min((to - from) / 3, MOST_IDS_KEPT));
        int[] out = ids;
        int count = size;
        int start = from;
        while (to - start > AsciiWord.REACH) {
            long first = PieceKey.eight(utf8, start);
            long next = PieceKey.eight(utf8, start + Long.BYTES);
            int length = scanner.length(utf8, start, first, next);
            if (length == 0) {
                length = scanner.endOfAny(utf8, start, to) - start;
            }
            if (length > PieceKey.LONGEST || count > out.length - PieceCache.SLACK) {
                size = count;
                add(utf8, start, start + length);
                out = ids;
                count = size;
            } else {
                long low = PieceKey.low(first, length);
                long high = PieceKey.high(next, length);
                int known = cache.get(low, high, out, count);
                if (known == 0) {
                    size = count;
                    addShort(low, high, utf8, start, start + length);
                    out = ids;
                    known = size - count;
                }
                count += known;
            }
            start += length;
        }
        size = count;
        while (start < to) {
            int end = scanner.endOfAny(utf8, start, to);
            add(utf8, start, end);
            start = end;
        }
    }

    private void addCut(PreTokenizer.Cutter cutter, byte[] utf8, int from) {
        int[] ends = new int[PIECES_AT_ONCE];
        int start = from;
        for (int count = cutter.next(ends); count > 0; count = cutter.next(ends)) {
            for (int piece = 0; piece < count; piece++) {
                add(utf8, start, ends[piece]);
                start = ends[piece];
            }
        }
    }

    /** Adds a byte that is of no character. */
    void addByte(byte b) {
        makeRoom(1);
        ids[size++] = pairs.merges().byteId(b);
    }

    /** The ids of all that was added. What is added from now on is another text. */
    int[] take() {
        int[] taken = Arrays.copyOf(ids, size);
        size = 0;
        if (ids.length > MOST_IDS_KEPT) {
            ids = new int[MOST_IDS_KEPT];
        }
        return taken;
    }

    private void makeRoom(int more) {
        if (size + (long) more > ids.length) {
            ids = Arrays.copyOf(ids, (int) Math.min(Math.max(2L * ids.length, (long) size + more), Integer.MAX_VALUE - 8));
        }
    }

    /** Adds any piece. */
    private void add(byte[] utf8, int from, int to) {
        int length = to - from;
        makeRoom(length + PieceCache.SLACK); // a piece has no more ids than bytes
        if (length > PieceKey.LONGEST) {
            addLong(utf8, from, to);
            return;
        }
        long low = PieceKey.low(utf8, from, length);
        long high = PieceKey.high(utf8, from, length);
        int known = cache.get(low, high, ids, size);
        if (known == 0) {
            addShort(low, high, utf8, from, to);
        }
        size += known;
    }

    private void addLong(byte[] utf8, int from, int to) {
        int whole = pairs.longWholePiece(utf8, from, to);
        if (whole == TokenBytes.NONE) {
            size += merge(utf8, from, to);
        } else {
            ids[size++] = whole;
        }
    }

    /** Adds a piece that has a key and is new, or has more than three ids. */
    private void addShort(long low, long high, byte[] utf8, int from, int to) {
        makeRoom(to - from + PieceCache.SLACK);
        int count = cache.getMany(low, high, ids, size);
        if (count == 0) {
            int whole = wholePieces.find(low, high);
            ids[size] = whole;
            count = whole == TokenBytes.NONE ? merge(utf8, from, to) : 1;
            cache.put(low, high, ids, size, count);
        }
        size += count;
    }

    private int merge(byte[] utf8, int from, int to) {
        return to - from <= ShortPiece.LONGEST
                ? shortPiece.merge(utf8, from, to, ids, size)
                : new LongPiece(utf8, from, to, pairs.merges()).mergeInto(ids, size);
    }
}
