package org.stagelm.tokenizers.wordbpe;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.stagelm.tokenizers.json.TokenizerJson;

/**
 * Merges one word: of all neighbours the pair that was learned first becomes one, the leftmost first, until no pair merges. O(n log n): a linked list
 * of ids, and a queue of pairs by rank, then place. A pair that a merge beside it changed stays in the queue and is known by its rank, which no longer
 * fits.
 */
final class WordMerger {

    private static final int GONE = -1;
    private static final int NONE = Integer.MAX_VALUE;

    private final List<TokenizerJson.Merge> merges;
    private final Map<Long, Integer> ranks = new HashMap<>();

    WordMerger(List<TokenizerJson.Merge> merges) {
        this.merges = merges;
        for (int rank = 0; rank < merges.size(); rank++) {
            ranks.putIfAbsent(pair(merges.get(rank).left(), merges.get(rank).right()), rank);
        }
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    /** @param ids is changed */
    int[] merge(int... ids) {
        return new Run(ids).merge();
    }

    private final class Run {

        private final int[] ids;
        private final int[] rankAt;
        private final int[] previous;
        private final int[] next;
        private final PriorityQueue<Long> queue = new PriorityQueue<>();

        Run(int[] ids) {
            this.ids = ids;
            this.rankAt = new int[ids.length];
            this.previous = new int[ids.length];
            this.next = new int[ids.length];
            for (int i = 0; i < ids.length; i++) {
                previous[i] = i - 1;
                next[i] = i + 1;
            }
            for (int i = 0; i < ids.length; i++) {
                rankAgain(i);
            }
        }

        int[] merge() {
            while (!queue.isEmpty()) {
                long first = queue.remove();
                if (rankAt[(int) first] == (int) (first >>> 32)) {
                    merge((int) first, (int) (first >>> 32));
                }
            }
            int[] merged = new int[ids.length];
            int count = 0;
            for (int i = 0; i < ids.length; i = next[i]) {
                merged[count++] = ids[i];
            }
            return Arrays.copyOf(merged, count);
        }

        private void merge(int at, int rank) {
            int right = next[at];
            ids[at] = merges.get(rank).merged();
            rankAt[right] = GONE;
            next[at] = next[right];
            if (next[at] < ids.length) {
                previous[next[at]] = at;
            }
            rankAgain(at);
            if (previous[at] >= 0) {
                rankAgain(previous[at]);
            }
        }

        private void rankAgain(int at) {
            rankAt[at] = next[at] < ids.length ? ranks.getOrDefault(pair(ids[at], ids[next[at]]), NONE) : NONE;
            if (rankAt[at] != NONE) {
                queue.add((long) rankAt[at] << 32 | at);
            }
        }
    }
}
