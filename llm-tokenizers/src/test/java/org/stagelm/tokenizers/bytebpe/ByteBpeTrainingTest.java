package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.core.json.Json;
import org.stagelm.testkit.SharedData;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.Trained;
import org.stagelm.tokenizers.bytebpe.ByteBpeComponent.Settings;
import org.stagelm.tokenizers.learning.MergeTrace;
import org.stagelm.tokenizers.learning.TracedFactory;

class ByteBpeTrainingTest {

    private static final List<String> SPECIAL = List.of("<|endoftext|>");

    @Test
    void mergesEqualHuggingFacesIncludingTies() {
        Tokenizer tokenizer = Trained.byteBpe(400, Trained.resource("hugging-face/corpus.txt"));

        List<String> expected = Trained.resource("hugging-face/merges.txt").lines().filter(line -> !line.startsWith("# ")).toList();
        assertThat(tokens(tokenizer, 257)).isEqualTo(expected.stream().map(merge -> merge.replace(" ", "")).toList());
    }

    @Test
    void idsBeginWithEndOfTextAndTheBytesInTheOrderOfTheirCharacters() {
        Tokenizer tokenizer = Trained.byteBpe(257, "abc");

        assertThat(tokenizer.endOfText()).hasValue(0);
        assertThat(tokens(tokenizer, 0)).hasSize(257).startsWith("<|endoftext|>", "!", "\"", "#").endsWith("Ł", "ł", "Ń");
    }

    /** The course's reference: all 243 merges in order, and the vocabulary they make. */
    @Test
    void mergesAndVocabularyEqualThoseOfCs336() throws Exception {
        String corpus = Files.readString(SharedData.file("parity/cs336-bpe/corpus.en"));
        List<String> merges = Files.readAllLines(SharedData.file("parity/cs336-bpe/train-bpe-reference-merges.txt"));
        JsonNode vocabulary = Json.read(SharedData.file("parity/cs336-bpe/train-bpe-reference-vocab.json"));
        List<String> learned = new ArrayList<>();

        Tokenizer tokenizer = traced(new Settings(500, 1, "gpt2", Ties.GREATER_BYTES, SPECIAL), pair -> learned.add(pair.left() + " " + pair.right()), corpus);

        assertThat(learned).hasSize(243).isEqualTo(merges);
        assertThat(vocabulary.size()).isEqualTo(500);
        assertThat(tokens(tokenizer, 0)).hasSize(500).allSatisfy(token -> assertThat(vocabulary.has(token)).as(token).isTrue());
        assertThat(tokens(tokenizer, 0)).allSatisfy(token -> assertThat(tokenizer.token(vocabulary.get(token).intValue())).isEqualTo(token));
    }

    /** Texts of few letters have many ties and many ways to spell a token. */
    @Test
    void mergesEqualThoseOfCountingAnewEachTime() {
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            String[] documents = IntStream.range(0, 1 + random.nextInt(4)).mapToObj(d -> text(random, 1 + random.nextInt(80))).toArray(String[]::new);
            for (Ties ties : Ties.values()) {
                List<String> learned = new ArrayList<>();
                traced(new Settings(257 + 30, 1, "gpt2", ties, SPECIAL), pair -> learned.add(pair.left() + " " + pair.right() + " " + pair.count()), documents);
                assertThat(learned).as(ties + " " + List.of(documents)).isEqualTo(slowly(documents, ties, 30));
            }
        }
    }

    private static String text(Random random, int length) {
        return random.ints(length, 0, 8).mapToObj(c -> "aaabbc  ".substring(c, c + 1)).collect(Collectors.joining());
    }

    /** The algorithm without anything kept from merge to merge. Tokens of these texts sort by id as by their spelling, while they have one letter. */
    private static List<String> slowly(String[] documents, Ties ties, int count) {
        List<List<String>> words = new ArrayList<>();
        for (String document : documents) {
            Matcher pieces = Pattern.compile(PreTokenization.GPT2).matcher(document);
            while (pieces.find()) {
                words.add(new ArrayList<>(List.of(pieces.group().replace(' ', 'Ġ').split(""))));
            }
        }
        List<String> ids = new ArrayList<>(ByteLevelAlphabet.sorted());
        List<String> merges = new ArrayList<>();
        Comparator<List<String>> order = ties == Ties.SMALLER_IDS
                ? Comparator.<List<String>>comparingInt(pair -> -ids.indexOf(pair.get(0))).thenComparingInt(pair -> -ids.indexOf(pair.get(1)))
                : Comparator.<List<String>, String>comparing(pair -> pair.get(0).replace('Ġ', ' ')).thenComparing(pair -> pair.get(1).replace('Ġ', ' '));
        while (merges.size() < count) {
            Map<List<String>, Long> counts = words.stream().flatMap(word -> IntStream.range(1, word.size()).mapToObj(i -> List.of(word.get(i - 1), word.get(i))))
                    .collect(Collectors.groupingBy(pair -> pair, Collectors.counting()));
            Optional<Map.Entry<List<String>, Long>> best = counts.entrySet().stream()
                    .max(Map.Entry.<List<String>, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey(order)));
            if (best.isEmpty()) {
                break;
            }
            String left = best.get().getKey().get(0);
            String right = best.get().getKey().get(1);
            merges.add(left + " " + right + " " + best.get().getValue());
            assertThat(ids).doesNotContain(left + right);
            ids.add(left + right);
            for (List<String> word : words) {
                for (int i = 0; i + 1 < word.size(); i++) {
                    if (word.get(i).equals(left) && word.get(i + 1).equals(right)) {
                        word.set(i, left + word.remove(i + 1));
                    }
                }
            }
        }
        return merges;
    }

    private static Tokenizer traced(Settings settings, Consumer<MergeTrace.PairCount> merges, String... documents) {
        TracedFactory factory = (TracedFactory) new ByteBpeComponent().create(settings, new PlainContext());
        return factory.train(Stream.of(documents), Progress.none(), new MergeTrace() {
            @Override
            public void begin(List<String> vocabulary, Supplier<List<WordCount>> words) {
                assertThat(vocabulary).hasSize(256 + settings.specialTokens().size());
            }

            @Override
            public void merge(int number, PairCount pair, Supplier<List<PairCount>> table) {
                assertThat(table.get()).startsWith(pair);
                merges.accept(pair);
            }
        });
    }

    @Test
    void noMergeGoesAcrossASpecialToken() {
        List<String> specials = List.of("<|endoftext|>", "<|end|>", "ab", "abab");
        Tokenizer cut = Trained.byteBpe(new Settings(300, 1, "gpt2", Ties.SMALLER_IDS, specials), "xyabxy<|end|>xyababxy<|endoftext|>", "<|end|><|end|>xy");
        Tokenizer apart = Trained.byteBpe(new Settings(300, 1, "gpt2", Ties.SMALLER_IDS, specials), "xy", "xy", "xy", "xy", "xy");

        assertThat(cut.fingerprint()).isEqualTo(apart.fingerprint());
        assertThat(tokens(cut, 260)).containsExactly("xy");
    }

    @Test
    void specialTokensComeFirstAndMayBeNone() {
        Tokenizer tokenizer = Trained.byteBpe(new Settings(300, 1, "gpt2", Ties.SMALLER_IDS, List.of("<pad>", "<|endoftext|>")), "xy");

        assertThat(tokens(tokenizer, 0)).startsWith("<pad>", "<|endoftext|>", "!");
        assertThat(tokenizer.endOfText()).hasValue(1);
        assertThat(Trained.byteBpe(new Settings(256, 1, "gpt2", Ties.SMALLER_IDS, List.of()), "xy").endOfText()).isEmpty();
    }

    @Test
    void settingsThatCannotBeAreNamed() {
        assertThatThrownBy(() -> new Settings(256, 1, "gpt2", Ties.SMALLER_IDS, SPECIAL)).hasMessageContaining("257 or more");
        assertThatThrownBy(() -> new Settings(300, 1, "gpt2", Ties.SMALLER_IDS, List.of("a", "a"))).hasMessageContaining("different");
        assertThatThrownBy(() -> Trained.byteBpe(new Settings(300, 1, "gpt2", Ties.SMALLER_IDS, List.of("Ġ")), "xy"))
                .isInstanceOf(UserError.class).hasMessageContaining("\"Ġ\"");
    }

    /** Longer than what is counted as one piece, and of a length that is no multiple of it. */
    @Test
    void aPieceWithoutEndIsCountedInParts() {
        Tokenizer tokenizer = Trained.byteBpe(260, "a".repeat((5 << 20) / 2));

        assertThat(tokens(tokenizer, 257)).containsExactly("aa", "aaaa", "aaaaaaaa");
    }

    @Test
    void documentsCountTheSameHoweverTheyAreSpreadOverThreads() {
        String text = Trained.resource("hugging-face/corpus.txt");
        String[] many = IntStream.range(0, 3000).mapToObj(i -> text).toArray(String[]::new); // 3 MB: several chunks

        // Counts are 3000 times as high, their order is the same.
        assertThat(Trained.byteBpe(330, many).fingerprint()).isEqualTo(Trained.byteBpe(330, text).fingerprint());
    }

    /** An expression of one's own is never cut: the same one in parentheses counts a document as a whole. */
    @Test
    void aLongDocumentCountsTheSameInPartsAsInOne() {
        String text = Trained.resource("hugging-face/corpus.txt").repeat(1000) + "<|endoftext|>" + "no place to cut it".replace(' ', '_').repeat(50_000);
        List<String> parts = new ArrayList<>();
        List<String> whole = new ArrayList<>();

        traced(new Settings(400, 1, "gpt2", Ties.SMALLER_IDS, SPECIAL), pair -> parts.add(pair.toString()), text);
        traced(new Settings(400, 1, "(?:" + PreTokenization.GPT2 + ")", Ties.SMALLER_IDS, SPECIAL), pair -> whole.add(pair.toString()), text);

        assertThat(parts).hasSize(143).isEqualTo(whole);
    }

    @Test
    void aTextWithoutPairsLeftGivesASmallerVocabulary() {
        assertThat(Trained.byteBpe(4096, "ab ab").vocabularySize()).isEqualTo(258);
    }

    @Test
    void anEmptyCorpusIsAUserError() {
        assertThatThrownBy(() -> Trained.byteBpe(300)).isInstanceOf(UserError.class).hasMessageContaining("empty");
    }

    /** All kinds of places where it can happen: while text is read, counted, and merged. */
    @Test
    void anInterruptEndsItSoon() throws Exception {
        String text = Trained.resource("hugging-face/corpus.txt");
        for (int pause : new int[] {0, 50, 200}) {
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread thread = new Thread(() -> {
                try {
                    new ByteBpeComponent().create(new Settings(4096, 2, "gpt2", Ties.SMALLER_IDS, SPECIAL), new PlainContext())
                            .train(Stream.generate(() -> text), Progress.none());
                } catch (CancellationException e) {
                    end.set(Thread.currentThread().isInterrupted() ? e : null);
                }
            });
            thread.start();
            Thread.sleep(pause);
            thread.interrupt();
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
            assertThat(end.get()).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void aFailureWhileReadingIsTheCallers() {
        Stream<String> broken = Stream.of("a", "b").map(document -> {
            throw new UserError("line 2 is broken");
        });
        assertThatThrownBy(() -> new ByteBpeComponent().create(new Settings(300, 2, "gpt2", Ties.SMALLER_IDS, SPECIAL), new PlainContext())
                .train(broken, Progress.none())).isInstanceOf(UserError.class).hasMessage("line 2 is broken");
    }

    @Test
    void anInterruptCancelsAndStaysSet() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> Trained.byteBpe(300, "some text, some text")).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static List<String> tokens(Tokenizer tokenizer, int from) {
        return IntStream.range(from, tokenizer.vocabularySize()).mapToObj(tokenizer::token).collect(Collectors.toList());
    }
}
