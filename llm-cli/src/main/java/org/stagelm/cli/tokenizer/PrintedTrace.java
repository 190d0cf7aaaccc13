package org.stagelm.cli.tokenizer;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.stagelm.cli.output.Output;
import org.stagelm.tokenizers.learning.MergeTrace;

/** Prints how merges are learned: the vocabulary and the words to begin with, the table of pairs, then a line for each merge. */
record PrintedTrace(Output output) implements MergeTrace {

    private static final int MOST_ROWS = 40;

    @Override
    public void begin(List<String> vocabulary, Supplier<List<WordCount>> words) {
        output.line("initial vocabulary, %d tokens: %s", vocabulary.size(), String.join(" ", vocabulary));
        List<WordCount> all = words.get();
        output.line("words, %d different:", all.size());
        all.stream().limit(MOST_ROWS).forEach(word -> output.line("  %6d  %s", word.count(), String.join(" ", word.tokens())));
        rest(all.size());
    }

    @Override
    public void merge(int number, PairCount pair, Supplier<List<PairCount>> table) {
        if (number == 1) {
            List<PairCount> all = table.get();
            output.line("pairs, %d different:", all.size());
            output.line("%s", all.stream().limit(MOST_ROWS).map(each -> String.format("  %6d  %s %s", each.count(), each.left(), each.right()))
                    .collect(Collectors.joining(System.lineSeparator())));
            rest(all.size());
        }
        output.line("merge %d: %s + %s, %d times", number, pair.left(), pair.right(), pair.count());
    }

    private void rest(int rows) {
        if (rows > MOST_ROWS) {
            output.line("  and %d more", rows - MOST_ROWS);
        }
    }
}
