package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;

/**
 * Pieces to ids, with all the memory that this needs: what was met before, what is being merged, and the ids so far. For one thread. Pieces are cut and
 * encoded some hundreds at a time, so that the processor can work on several pieces at once instead of waiting for the end of each.
 */
final class PieceEncoder {

    private static final int PIECES_AT_ONCE = 512;
    private static final int MOST_IDS_KEPT = 1 << 20; // 4 MB

    private final PreTokenizer preTokenizer;
    private final BytePairs pairs;
    private final PieceCache cache = new PieceCache();
    private final ShortPiece shortPiece;
    private final int[] ends = new int[PIECES_AT_ONCE];
    private int[] ids = new int[1 << 10];
    private int size;

    PieceEncoder(PreTokenizer preTokenizer, BytePairs pairs) {
        this.preTokenizer = preTokenizer;
        this.pairs = pairs;
        this.shortPiece = new ShortPiece(pairs);
    }

    /** Adds the ids of {@code utf8[from, to)}, which is well-formed. */
    void addText(byte[] utf8, int from, int to) {
        PreTokenizer.Cutter cutter = preTokenizer.cut(utf8, from, to);
        int start = from;
        for (int count = cutter.next(ends); count > 0; count = cutter.next(ends)) {
            makeRoom(ends[count - 1] - start + PieceCache.SLACK); // a piece has no more ids than bytes
            addPieces(utf8, start, count);
            start = ends[count - 1];
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

    private void addPieces(byte[] utf8, int start, int count) {
        int from = start;
        for (int piece = 0; piece < count;) {
            int unknown = addKnown(utf8, from, piece, count);
            if (unknown < count) {
                addUnknown(utf8, unknown == 0 ? start : ends[unknown - 1], ends[unknown]);
                from = ends[unknown];
            }
            piece = unknown + 1;
        }
    }

    /**
     * Adds pieces as long as they are known. The innermost loop, and therefore without a call that is not inlined.
     *
     * @return the first piece that is not known; {@code count} where all are
     */
    private int addKnown(byte[] utf8, int start, int first, int count) {
        int at = size;
        int from = start;
        int piece = first;
        for (; piece < count; piece++) {
            int to = ends[piece];
            int length = to - from;
            if (length > PieceKey.LONGEST) {
                break;
            }
            int known = cache.get(PieceKey.low(utf8, from, length), PieceKey.high(utf8, from, length), ids, at);
            if (known == 0) {
                break;
            }
            at += known;
            from = to;
        }
        size = at;
        return piece;
    }

    private void addUnknown(byte[] utf8, int from, int to) {
        int count = merge(utf8, from, to, size);
        if (to - from <= PieceKey.LONGEST) {
            cache.put(PieceKey.low(utf8, from, to - from), PieceKey.high(utf8, from, to - from), ids, size, count);
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
