package org.stagelm.tokenizers.bytebpe;

import java.util.Arrays;
import org.stagelm.tokenizers.text.IdBuffer;

/**
 * Merges one long piece, such as a megabyte of one letter, in O(n log n): a linked list of ids, and a heap of pairs by rank, then place. A pair that
 * a merge beside it changed stays in the heap and is known by its rank, which no longer fits.
 */
final class LongPiece {

    private static final int GONE = -1;

    private final MergeTable merges;
    private final int length;
    private final int[] ids;
    private final int[] ranks;
    private final int[] previous;
    private final int[] next;
    private long[] heap;
    private int heapSize;

    LongPiece(byte[] utf8, int from, int to, int[] byteIds, MergeTable merges) {
        this.merges = merges;
        this.length = to - from;
        this.ids = new int[length];
        this.ranks = new int[length];
        this.previous = new int[length];
        this.next = new int[length];
        this.heap = new long[length];
        for (int i = 0; i < length; i++) {
            ids[i] = byteIds[utf8[from + i] & 0xFF];
            previous[i] = i - 1;
            next[i] = i + 1;
        }
        for (int i = 0; i < length; i++) {
            rankAgain(i);
        }
    }

    void mergeInto(IdBuffer out) {
        while (heapSize > 0) {
            long top = pop();
            int rank = (int) (top >>> 32);
            int at = (int) top;
            if (ranks[at] == rank) {
                merge(at, rank);
            }
        }
        for (int i = 0; i < length; i = next[i]) {
            out.add(ids[i]);
        }
    }

    private void merge(int at, int rank) {
        int right = next[at];
        int after = next[right];
        ids[at] = merges.merged(rank);
        ranks[right] = GONE;
        next[at] = after;
        if (after < length) {
            previous[after] = at;
        }
        rankAgain(at);
        if (previous[at] >= 0) {
            rankAgain(previous[at]);
        }
    }

    private void rankAgain(int at) {
        ranks[at] = next[at] < length ? merges.rank(ids[at], ids[next[at]]) : MergeTable.NONE;
        if (ranks[at] != MergeTable.NONE) {
            push((long) ranks[at] << 32 | at);
        }
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

    private long pop() {
        long top = heap[0];
        long value = heap[--heapSize];
        int at = 0;
        for (int child = 1; child < heapSize; child = 2 * at + 1) {
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
        return top;
    }
}
