package org.stagelm.tokenizers.learning;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The different words of a text as ids that merge as the learning goes on, and how often each word occurs. */
public final class Words {

    /** So many words are gone through before an interrupt is looked for. */
    private static final int STRETCH = 1 << 16;

    private final int[] ids;
    private final int[] starts;
    private final int[] lengths;
    private final long[] counts;
    private int[] widths = {}; // of each merged id, in ids of before the learning; 0 for 1

    /**
     * Takes the arrays over.
     *
     * @param ids those of all words, one word after the other
     * @param starts where each word begins in {@code ids}, and the end of the last one
     * @param counts how often each word occurs; may be longer than needed
     */
    public Words(int[] ids, int[] starts, long[] counts) {
        this.ids = ids;
        this.starts = starts;
        this.counts = counts;
        this.lengths = new int[starts.length - 1];
        for (int word = 0; word < lengths.length; word++) {
            lengths[word] = starts[word + 1] - starts[word];
        }
    }

    void countPairs(PairCounts pairs) {
        for (int word = 0; word < lengths.length; word++) {
            if (word % STRETCH == 0) {
                LearningInterrupt.check();
            }
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

    /** Notes that an id stands for a pair from now on. */
    void define(int merged, int left, int right) {
        if (merged >= widths.length) {
            widths = Arrays.copyOf(widths, Math.max(merged + 1, 2 * widths.length));
        }
        widths[merged] = width(left) + width(right);
    }

    /** How many ids of before the learning come before the pair in a word; -1 where the word does not have it. */
    int offset(int word, int left, int right) {
        int offset = 0;
        for (int i = starts[word]; i < starts[word] + lengths[word] - 1; i++) {
            if (ids[i] == left && ids[i + 1] == right) {
                return offset;
            }
            offset += width(ids[i]);
        }
        return -1;
    }

    List<MergeTrace.WordCount> describe(IntFunction<String> tokens) {
        return IntStream.range(0, lengths.length).mapToObj(word -> new MergeTrace.WordCount(
                Arrays.stream(ids, starts[word], starts[word] + lengths[word]).mapToObj(tokens).toList(), counts[word])).toList();
    }

    private int width(int id) {
        return id < widths.length && widths[id] > 0 ? widths[id] : 1;
    }
}
