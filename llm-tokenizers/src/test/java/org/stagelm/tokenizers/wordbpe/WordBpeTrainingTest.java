package org.stagelm.tokenizers.wordbpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.CountingAnew;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.learning.MergeTrace;
import org.stagelm.tokenizers.learning.TracedFactory;
import org.stagelm.tokenizers.wordbpe.WordBpeComponent.Settings;

class WordBpeTrainingTest {

    private static final String CLASSIC = "low ".repeat(5) + "lower ".repeat(2) + "newest ".repeat(6) + "widest ".repeat(3);

    /** The example of Sennrich et al. 2016, with the output of the code in the paper. */
    @Test
    void learnsTheMergesOfTheClassicExample() {
        Recorder trace = new Recorder();

        Tokenizer tokenizer = train(merges(10, Unknown.ERROR), trace, CLASSIC);

        assertThat(trace.vocabulary).containsExactly("</w>", "d", "e", "i", "l", "n", "o", "r", "s", "t", "w");
        assertThat(trace.words).containsExactly("l o w </w> 5", "l o w e r </w> 2", "n e w e s t </w> 6", "w i d e s t </w> 3");
        assertThat(trace.tables.get(0)).containsExactly("e s 9", "s t 9", "t </w> 9", "w e 8", "l o 7", "o w 7", "n e 6", "e w 6", "w </w> 5",
                "w i 3", "i d 3", "d e 3", "e r 2", "r </w> 2");
        assertThat(trace.tables.get(9)).startsWith("w i 3", "i d 3", "d est</w> 3", "low e 2");
        assertThat(trace.merges).containsExactly("1: e s 9", "2: es t 9", "3: est </w> 9", "4: l o 7", "5: lo w 7", "6: n e 6", "7: ne w 6",
                "8: new est</w> 6", "9: low </w> 5", "10: w i 3");
        assertThat(tokenizer.vocabularySize()).isEqualTo(21);
        assertThat(tokens(tokenizer, "lowest newer")).containsExactly("low", "est</w>", "new", "e", "r", "</w>");
    }

    /** Against counting anew each time, as the paper's code does: the first of the most frequent pairs in the order of a dictionary. */
    @Test
    void mergesEqualThoseOfCountingAnewEachTime() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            String text = random.ints(1 + random.nextInt(150), 0, 8).mapToObj(c -> "aaabbc  ".substring(c, c + 1)).collect(Collectors.joining());
            Recorder trace = new Recorder();
            if (!text.isBlank()) {
                train(merges(30, Unknown.ERROR), trace, text);
            }
            assertThat(trace.merges).as(text).isEqualTo(slowly(text, 30));
        }
    }

    private static List<String> slowly(String text, int count) {
        Map<String, Long> words = new LinkedHashMap<>();
        Stream.of(text.trim().split(" +")).filter(word -> !word.isEmpty()).forEach(word -> words.merge(word, 1L, Long::sum));
        Map<List<String>, Long> split = new LinkedHashMap<>();
        words.forEach((word, n) -> split.put(new ArrayList<>(List.of((String.join(" ", word.split("")) + " </w>").split(" "))), n));
        List<String> merges = new ArrayList<>();
        while (merges.size() < count) {
            Map<List<String>, Long> pairs = new LinkedHashMap<>();
            split.forEach((word, n) -> IntStream.range(1, word.size()).forEach(i -> pairs.merge(List.of(word.get(i - 1), word.get(i)), n, Long::sum)));
            List<String> best = null;
            for (Map.Entry<List<String>, Long> pair : pairs.entrySet()) {
                best = best == null || pair.getValue() > pairs.get(best) ? pair.getKey() : best;
            }
            if (best == null) {
                break;
            }
            merges.add(merges.size() + 1 + ": " + best.get(0) + " " + best.get(1) + " " + pairs.get(best));
            Map<List<String>, Long> merged = new LinkedHashMap<>();
            for (Map.Entry<List<String>, Long> word : split.entrySet()) {
                merged.put(CountingAnew.merged(word.getKey(), best), word.getValue());
            }
            split.clear();
            split.putAll(merged);
        }
        return merges;
    }

    @Test
    void theVocabularysSizeEndsIt() {
        Settings settings = new Settings(16, OptionalInt.empty(), 1, Unknown.TOKEN, List.of("<|endoftext|>"));

        Tokenizer tokenizer = train(settings, MergeTrace.none(), CLASSIC);

        assertThat(IntStream.range(0, tokenizer.vocabularySize()).mapToObj(tokenizer::token)).containsExactly(
                "<|endoftext|>", "<|unk|>", "</w>", "d", "e", "i", "l", "n", "o", "r", "s", "t", "w", "es", "est", "est</w>");
        assertThat(tokenizer.specialTokens()).containsExactly(Map.entry("<|endoftext|>", 0), Map.entry("<|unk|>", 1));
        assertThat(tokenizer.endOfText()).hasValue(0);
        assertThat(train(new Settings(1, OptionalInt.empty(), 1, Unknown.ERROR, List.of()), MergeTrace.none(), "abc").vocabularySize()).isEqualTo(4);
    }

    @Test
    void rarePairsAreLeft() {
        assertThat(train(new Settings(99, OptionalInt.empty(), 3, Unknown.ERROR, List.of()), MergeTrace.none(), "ab ab ab cd cd").vocabularySize())
                .isEqualTo(7); // mark, four letters, ab, ab</w>
    }

    @Test
    void specialTokensInTheTextCutIt() {
        Settings settings = new Settings(99, OptionalInt.empty(), 1, Unknown.ERROR, List.of("<|endoftext|>"));
        Recorder trace = new Recorder();

        train(settings, trace, "ab<|endoftext|>cd ab", "<|endoftext|>cd");

        assertThat(trace.words).containsExactly("a b </w> 2", "c d </w> 2");
    }

    @Test
    void whatCannotBeLearnedIsAUserError() {
        assertThatThrownBy(() -> train(merges(1, Unknown.ERROR), MergeTrace.none(), " \n")).isInstanceOf(UserError.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> new Settings(9, OptionalInt.empty(), 1, Unknown.ERROR, List.of("a"))).hasMessageContaining("longer than a character");
    }

    @Test
    void anInterruptCancelsAndStaysSet() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> train(merges(1, Unknown.ERROR), MergeTrace.none(), "some text")).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    static Settings merges(int merges, Unknown unknown) {
        return new Settings(1, OptionalInt.of(merges), 1, unknown, List.of());
    }

    static Tokenizer train(Settings settings, MergeTrace trace, String... documents) {
        TracedFactory factory = (TracedFactory) new WordBpeComponent().create(settings, new PlainContext());
        return factory.train(Stream.of(documents), Progress.none(), trace);
    }

    private static List<String> tokens(Tokenizer tokenizer, String text) {
        return IntStream.of(tokenizer.encode(text)).mapToObj(tokenizer::token).toList();
    }

    /** Writes down what it is shown. */
    private static final class Recorder implements MergeTrace {

        private List<String> vocabulary = List.of();
        private List<String> words = List.of();
        private final List<List<String>> tables = new ArrayList<>();
        private final List<String> merges = new ArrayList<>();

        @Override
        public void begin(List<String> tokens, Supplier<List<WordCount>> counted) {
            vocabulary = tokens;
            words = counted.get().stream().map(word -> String.join(" ", word.tokens()) + " " + word.count()).toList();
        }

        @Override
        public void merge(int number, PairCount pair, Supplier<List<PairCount>> table) {
            tables.add(table.get().stream().map(Recorder::shown).toList());
            merges.add(number + ": " + shown(pair));
        }

        private static String shown(PairCount pair) {
            return pair.left() + " " + pair.right() + " " + pair.count();
        }
    }
}
