package org.stagelm.tokenizers.bytebpe;

/** The words to learn from, as ids that merge as the training goes on. */
final class Words {

    private final int[] ids;
    private final int[] starts;
    private final int[] lengths;
    private final long[] counts;

    /** @param byteIds the id of each byte */
    Words(PieceCounts pieces, int[] byteIds) {
        int n = pieces.size();
        starts = new int[n];
        lengths = new int[n];
        counts = new long[n];
        int total = 0;
        for (int word = 0; word < n; word++) {
            starts[word] = total;
            lengths[word] = pieces.length(word);
            counts[word] = pieces.count(word);
            total += lengths[word];
        }
        ids = new int[total];
        for (int word = 0; word < n; word++) {
            for (int i = 0; i < lengths[word]; i++) {
                ids[starts[word] + i] = byteIds[pieces.at(word, i) & 0xFF];
            }
        }
    }

    void countPairs(PairCounts pairs) {
        for (int word = 0; word < starts.length; word++) {
            for (int i = starts[word]; i < starts[word] + lengths[word] - 1; i++) {
                pairs.raise(ids[i], ids[i + 1], counts[word], word);
            }
        }
    }

    /** Replaces the pair everywhere in a word, from left to right, and brings the counts of the pairs beside it up to date. */
    void merge(int word, int left, int right, int merged, PairCounts pairs) {
        int start = starts[word];
        int end = start + lengths[word];
        int to = start;
        for (int from = start; from < end; to++) {
            if (ids[from] != left || from + 1 == end || ids[from + 1] != right) {
                ids[to] = ids[from++];
                continue;
            }
            if (to > start) {
                pairs.lower(ids[to - 1], left, counts[word]);
                pairs.raise(ids[to - 1], merged, counts[word], word);
            }
            if (from + 2 < end) {
                pairs.lower(right, ids[from + 2], counts[word]);
                pairs.raise(merged, ids[from + 2], counts[word], word);
            }
            ids[to] = merged;
            from += 2;
        }
        lengths[word] = to - start;
    }
}
