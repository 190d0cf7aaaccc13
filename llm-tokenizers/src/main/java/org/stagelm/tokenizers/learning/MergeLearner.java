package org.stagelm.tokenizers.learning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;

/**
 * Finds the most frequent pair of neighbours in the words and makes it one id, again and again. Counts are kept up to date around each merge instead
 * of counted anew; the queue may hold outdated ones, which are put right when they come to its head.
 */
public final class MergeLearner {

    private final Words words;
    private final TieBreak ties;
    private final long minFrequency;
    private final PairCounts pairs = new PairCounts();
    private final PairQueue queue;
    private int next;

    /**
     * @param minFrequency how often a pair must occur to be merged, 1 or more
     * @throws CancellationException where the thread is interrupted; the interrupt stays set
     */
    public MergeLearner(Words words, TieBreak ties, long minFrequency) {
        this.words = words;
        this.ties = ties;
        this.minFrequency = minFrequency;
        this.queue = new PairQueue(ties, pairs);
        words.countPairs(pairs);
        queueRaised();
    }

    /**
     * The most frequent pair of those not yet given; empty where none is frequent enough.
     *
     * @throws CancellationException where the thread is interrupted; the interrupt stays set
     */
    public Optional<Pair> next() {
        LearningInterrupt.check();
        while (!queue.isEmpty()) {
            long count = queue.count();
            long key = queue.key();
            int index = queue.take();
            long pair = pairs.pair(index);
            if (pairs.count(index) == count && key(index) == key) {
                next = index;
                return Optional.of(new Pair(Pair.left(pair), Pair.right(pair), count));
            }
            add(index);
        }
        return Optional.empty();
    }

    /** Makes the pair that {@link #next()} gave one id, in all words. */
    public void merge(int merged) {
        int left = Pair.left(pairs.pair(next));
        int right = Pair.right(pairs.pair(next));
        words.define(merged, left, right);
        int count = pairs.wordCount(next); // words that come while this goes on are of other pairs
        for (int i = 0; i < count; i++) {
            words.merge(pairs.word(next, i), left, right, merged, pairs);
        }
        pairs.clear(next);
        queueRaised();
    }

    /** The words as they are now. */
    public List<MergeTrace.WordCount> words(IntFunction<String> tokens) {
        return words.describe(tokens);
    }

    /** All pairs that occur now, in the order in which they would be merged if none changed another. */
    public List<MergeTrace.PairCount> pairs(IntFunction<String> tokens) {
        PairQueue sorted = new PairQueue(ties, pairs);
        for (int index = 0; index < pairs.size(); index++) {
            if (pairs.count(index) > 0) {
                sorted.add(index, pairs.count(index), key(index));
            }
        }
        List<MergeTrace.PairCount> described = new ArrayList<>();
        while (!sorted.isEmpty()) {
            long count = sorted.count();
            long pair = pairs.pair(sorted.take());
            described.add(new MergeTrace.PairCount(tokens.apply(Pair.left(pair)), tokens.apply(Pair.right(pair)), count));
        }
        return described;
    }

    private void queueRaised() {
        for (int i = 0; i < pairs.raisedCount(); i++) {
            add(pairs.raised(i));
        }
        pairs.forgetRaised();
    }

    private void add(int index) {
        if (pairs.count(index) >= minFrequency) {
            queue.add(index, pairs.count(index), key(index));
        }
    }

    private long key(int index) {
        return ties.key(pairs.pair(index), () -> firstPlace(index));
    }

    /** Words are found in their order, so the first one that still has the pair is the first of all. */
    private long firstPlace(int index) {
        int left = Pair.left(pairs.pair(index));
        int right = Pair.right(pairs.pair(index));
        for (int i = 0; i < pairs.wordCount(index); i++) {
            int offset = words.offset(pairs.word(index, i), left, right);
            if (offset >= 0) {
                return (long) pairs.word(index, i) << 32 | offset;
            }
        }
        return Long.MAX_VALUE;
    }
}
