package org.stagelm.tokenizers.subword;

import java.util.Arrays;
import org.stagelm.tokenizers.text.IdBuffer;

/**
 * Merges the symbols of one word: of all neighbours the pair of the lowest rank, of equal ranks the leftmost, until no pair merges. A short word is
 * searched for its best pair each time; a long one, such as a megabyte of one letter, has a linked list and a heap and takes O(n log n).
 */
final class WordMerge {

    /** Up to here a search is quicker than a heap. */
    private static final int SHORT = 64;

    private final PairTable table;
    private final int length;
    private final int[] ids;
    private final long[] merges; // of each symbol with its right neighbour

    WordMerge(PairTable table, IdBuffer symbols) {
        this.table = table;
        this.length = symbols.size();
        this.ids = symbols.toArray();
        this.merges = new long[length];
    }

    void mergeInto(IdBuffer out) {
        if (length <= SHORT) {
            bySearch(out);
        } else {
            new Linked().mergeInto(out);
        }
    }

    private void bySearch(IdBuffer out) {
        int n = length;
        for (int i = 0; i < n; i++) {
            merges[i] = find(i, n);
        }
        while (n > 0) {
            int best = 0;
            for (int i = 1; i < n; i++) {
                best = PairTable.rank(merges[i]) < PairTable.rank(merges[best]) ? i : best;
            }
            if (merges[best] == PairTable.NONE) {
                break;
            }
            ids[best] = PairTable.merged(merges[best]);
            n--;
            System.arraycopy(ids, best + 2, ids, best + 1, n - best - 1);
            System.arraycopy(merges, best + 2, merges, best + 1, n - best - 1);
            merges[best] = find(best, n);
            if (best > 0) {
                merges[best - 1] = find(best - 1, n);
            }
        }
        out.add(ids, n);
    }

    private long find(int i, int n) {
        return i + 1 < n ? table.find(ids[i], ids[i + 1]) : PairTable.NONE;
    }

    /** A pair that a merge beside it changed stays in the heap and is known by its rank, which no longer fits. */
    private final class Linked {

        private final int[] previous = new int[length];
        private final int[] next = new int[length];
        private long[] heap = new long[length]; // rank in the high half, place in the low half
        private int heapSize;

        Linked() {
            for (int i = 0; i < length; i++) {
                previous[i] = i - 1;
                next[i] = i + 1;
            }
            for (int i = 0; i < length; i++) {
                findAgain(i);
            }
        }

        void mergeInto(IdBuffer out) {
            while (heapSize > 0) {
                long top = pop();
                int at = (int) top;
                if (merges[at] != PairTable.NONE && PairTable.rank(merges[at]) == (int) (top >>> 32)) {
                    merge(at);
                }
            }
            for (int i = 0; i < length; i = next[i]) {
                out.add(ids[i]);
            }
        }

        private void merge(int at) {
            int right = next[at];
            int after = next[right];
            ids[at] = PairTable.merged(merges[at]);
            merges[right] = PairTable.NONE;
            next[at] = after;
            if (after < length) {
                previous[after] = at;
            }
            findAgain(at);
            if (previous[at] >= 0) {
                findAgain(previous[at]);
            }
        }

        private void findAgain(int at) {
            merges[at] = next[at] < length ? table.find(ids[at], ids[next[at]]) : PairTable.NONE;
            if (merges[at] != PairTable.NONE) {
                push((long) PairTable.rank(merges[at]) << 32 | at);
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
}
