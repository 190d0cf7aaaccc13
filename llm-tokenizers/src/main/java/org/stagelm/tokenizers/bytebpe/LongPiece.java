package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;

/**
 * Merges one long piece, such as a megabyte of one letter, in O(n log n): a linked list of ids, and a heap of pairs by rank, then place. A pair that
 * a merge beside it changed stays in the heap and is known by its rank, which no longer fits.
 */
final class LongPiece {

    private static final int GONE = -1;

    private final ByteMerges merges;
    private final int length;
    private final int[] ids;
    private final int[] ranks;
    private final int[] previous;
    private final int[] next;
    private long[] heap;
    private int heapSize;

    LongPiece(byte[] utf8, int from, int to, ByteMerges merges) {
        this.merges = merges;
        this.length = to - from;
        this.ids = new int[length];
        this.ranks = new int[length];
        this.previous = new int[length];
        this.next = new int[length];
        this.heap = new long[length];
        for (int i = 0; i < length; i++) {
            ids[i] = merges.byteId(utf8[from + i]);
            previous[i] = i - 1;
            next[i] = i + 1;
        }
        for (int i = 0; i < length; i++) {
            ranks[i] = rank(i);
            if (ranks[i] != MergeTable.NONE) {
                heap[heapSize++] = entry(i);
            }
        }
        for (int i = (heapSize >>> 1) - 1; i >= 0; i--) {
            sink(i, heap[i]);
        }
    }

    /**
     * Writes the ids to {@code out} from {@code at} on.
     *
     * @return how many
     */
    int mergeInto(int[] out, int at) {
        while (heapSize > 0) {
            int rank = (int) (heap[0] >>> 32);
            int place = (int) heap[0];
            if (ranks[place] == rank) {
                merge(place, rank);
            } else {
                removeTop();
            }
        }
        int count = 0;
        for (int i = 0; i < length; i = next[i]) {
            out[at + count++] = ids[i];
        }
        return count;
    }

    /** Merges the pair at the top of the heap, and puts the new pair to its right in its place. */
    private void merge(int place, int rank) {
        int right = next[place];
        int after = next[right];
        ids[place] = merges.merged(rank);
        ranks[right] = GONE;
        next[place] = after;
        if (after < length) {
            previous[after] = place;
        }
        ranks[place] = rank(place);
        if (ranks[place] == MergeTable.NONE) {
            removeTop();
        } else {
            sink(0, entry(place));
        }
        int before = previous[place];
        if (before >= 0) {
            int old = ranks[before];
            ranks[before] = rank(before);
            if (ranks[before] != MergeTable.NONE && ranks[before] != old) {
                push(entry(before));
            }
        }
    }

    private int rank(int place) {
        return next[place] < length ? merges.rank(ids[place], ids[next[place]]) : MergeTable.NONE;
    }

    private long entry(int place) {
        return (long) ranks[place] << 32 | place;
    }

    private void push(long value) {
        if (heapSize == heap.length) {
            heap = Arrays.copyOf(heap, heapSize + heapSize / 2);
        }
        int at = heapSize++;
        while (at > 0 && heap[at - 1 >>> 1] > value) {
            heap[at] = heap[at - 1 >>> 1];
            at = at - 1 >>> 1;
        }
        heap[at] = value;
    }

    private void removeTop() {
        heapSize--;
        if (heapSize > 0) {
            sink(0, heap[heapSize]);
        }
    }

    /** Puts {@code value} at the place {@code from} or below, where it belongs. */
    private void sink(int from, long value) {
        int at = from;
        for (int child = 2 * at + 1; child < heapSize; child = 2 * at + 1) {
            if (child + 1 < heapSize && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= value) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = value;
    }
}
