package org.stagelm.tokenizers.learning;

import java.util.List;
import java.util.function.Supplier;

/** Watches merges being learned. What takes work to collect is only collected where it is asked for, during the call. */
public interface MergeTrace {

    /** Before the first merge: the tokens by id, and the words of the text as tokens. */
    void begin(List<String> vocabulary, Supplier<List<WordCount>> words);

    /**
     * A merge.
     *
     * @param number 1 for the first
     * @param table all pairs as they occur before the merge, in the order in which they would be merged if none changed another
     */
    void merge(int number, PairCount pair, Supplier<List<PairCount>> table);

    /** Two neighbouring tokens and how often they occur. */
    record PairCount(String left, String right, long count) {}

    /** A word as tokens and how often it occurs. */
    record WordCount(List<String> tokens, long count) {

        public WordCount {
            tokens = List.copyOf(tokens);
        }
    }

    /** Looks away. */
    static MergeTrace none() {
        return new MergeTrace() {
            @Override
            public void begin(List<String> vocabulary, Supplier<List<WordCount>> words) {}

            @Override
            public void merge(int number, PairCount pair, Supplier<List<PairCount>> table) {}
        };
    }
}
