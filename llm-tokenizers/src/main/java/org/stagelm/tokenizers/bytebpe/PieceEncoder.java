package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;

/** Pieces to ids, with all the memory that this needs: what was met before, what is being merged, and the ids so far. For one thread. */
final class PieceEncoder {

    private static final int PIECES_AT_ONCE = 512;
    private static final int BLOCK = 1 << 14; // bytes for whose ids there is room before they are encoded
    private static final int MOST_IDS_KEPT = 1 << 20; // 4 MB

    private final PreTokenizer preTokenizer;
    private final BytePairs pairs;
    private final PieceCache cache = new PieceCache();
    private final ShortPiece shortPiece;
    private int[] ids = new int[1 << 10];
    private int size;

    PieceEncoder(PreTokenizer preTokenizer, BytePairs pairs) {
        this.preTokenizer = preTokenizer;
        this.pairs = pairs;
        this.shortPiece = new ShortPiece(pairs);
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
     * Cuts and encodes piece by piece, so that the processor can look for the end of the next while it waits for the ids of this one. The innermost loop
     * of all encoding: a piece that is known, as most are, costs no call.
     */
    private void addScanned(Scanner scanner, byte[] utf8, int from, int to) {
        for (int start = from; start < to;) {
            makeRoom(BLOCK + PieceKey.LONGEST + PieceCache.SLACK); // a piece has no more ids than bytes
            start = addBlock(scanner, utf8, start, Math.min(to, start + BLOCK), to);
        }
    }

    /** The pieces that begin before {@code blockEnd}; gives the end of the last. */
    private int addBlock(Scanner scanner, byte[] utf8, int from, int blockEnd, int to) {
        int[] out = ids;
        int count = size;
        int start = from;
        while (start < blockEnd) {
            int end = scanner.end(utf8, start, to);
            int length = end - start;
            int known = length > PieceKey.LONGEST ? 0
                    : cache.get(PieceKey.low(utf8, start, length), PieceKey.high(utf8, start, length), out, count);
            if (known == 0) {
                size = count;
                add(utf8, start, end);
                makeRoom(Math.max(0, blockEnd - end) + PieceKey.LONGEST + PieceCache.SLACK);
                out = ids;
                known = size - count;
            }
            count += known;
            start = end;
        }
        size = count;
        return start;
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
        ids[size++] = pairs.byteId(b);
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
            size += merge(utf8, from, to, size);
            return;
        }
        long low = PieceKey.low(utf8, from, length);
        long high = PieceKey.high(utf8, from, length);
        int count = cache.get(low, high, ids, size);
        if (count == 0) {
            count = cache.getMany(low, high, ids, size);
        }
        if (count == 0) {
            count = merge(utf8, from, to, size);
            cache.put(low, high, ids, size, count);
        }
        size += count;
    }

    private int merge(byte[] utf8, int from, int to, int at) {
        int whole = pairs.wholePiece(utf8, from, to);
        if (whole != TokenBytes.NONE) {
            ids[at] = whole;
            return 1;
        }
        return to - from <= ShortPiece.LONGEST
                ? shortPiece.merge(utf8, from, to, ids, at)
                : new LongPiece(utf8, from, to, pairs).mergeInto(ids, at);
    }
}
