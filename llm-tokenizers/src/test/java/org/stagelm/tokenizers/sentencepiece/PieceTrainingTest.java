package org.stagelm.tokenizers.sentencepiece;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.CountingAnew;
import org.stagelm.tokenizers.TokenizerFiles;
import org.stagelm.tokenizers.Trained;
import org.stagelm.tokenizers.sentencepiece.SentencePieceComponent.Settings;

class PieceTrainingTest {

    private static final List<String> LINES = List.of("low low lower newest newest widest", "the 12 cats, 345 dogs: the カタカナー日本語 and 日本",
            "ＡＢＣ x\ty x\ty ﬁne ﬁne cafe\u0301", "aaaa aaa hmmm hmm  two  spaces <|cut|> the newest");
    private static final String TEXT = String.join("\n", LINES) + "\n" + String.join("\n", LINES);
    private static final List<String> CUT = List.of("<|cut|>");

    @BeforeAll
    static void keepsTheBindingOffTheNet() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    /** What the trainer of the package sentencepiece 0.2.3 for Python makes of the text, as in the next two. */
    @Test
    void piecesAreSentencePieces() {
        Tokenizer tokenizer = train(new Settings(Optional.empty(), 90, Normalization.IDENTITY, true, false, false, 1, 16, true, true, true, false,
                false, CUT, List.of()), TEXT);

        assertThat(pieces(tokenizer)).isEqualTo("<unk> <s> </s> <|cut|> aa es ne ▁t est he lo mm low new ▁low ▁new ▁the ▁newest ca ▁h ▁x ▁ﬁ 日本"
                + " ▁aa ▁ca ▁hmm ▁ﬁne 12 34 ac an do er e\u0301 gs id sp ts wo ▁w ▁カ ▁Ａ カナ ＢＣ 345 and fe\u0301 ▁12 ▁do ▁sp ▁ e a t s w n h m o c"
                + " d l \t x y カ 日 本 ﬁ , 1 2 3 4 5 : f g i p r \u0301 タ ナ ー 語 Ａ Ｂ Ｃ");
        assertThat(tokenizer.encode(LINES.get(1))).containsExactly(16, 47, 24, 37, 70, 50, 44, 48, 34, 76, 16, 40, 83, 42, 85, 22, 86, 50, 45, 50,
                22);
        assertThat(tokenizer.encode(LINES.get(3))).containsExactly(23, 4, 23, 52, 25, 58, 25, 50, 7, 38, 50, 49, 29, 5, 50, 0, 60, 0, 53, 0, 16, 17);
    }

    @Test
    void piecesAcrossScriptsAreSentencePieces() {
        Tokenizer tokenizer = train(new Settings(Optional.empty(), 80, Normalization.NFKC, true, false, false, 0.985, 5, true, false, true, true,
                true, CUT, List.of("the")), TEXT);

        assertThat(pieces(tokenizer)).isEqualTo("<unk> <s> </s> <|cut|> the aa es ne est lo mm low new ▁low ▁new \ty ca fi ▁h ▁x ▁▁ 日本 ▁aa ▁ca"
                + " ▁fi ▁hmm ▁x\ty ▁fine AB ac an do er fé gs id s, sp tw ▁w ▁カ カナ ABC ▁ a e s w n t m o c d f i l \t h x y カ 日 本 , 1 2 3 4 5 : A"
                + " B C g p r é タ ナ");
        assertThat(tokenizer.encode(LINES.get(3))).containsExactly(22, 5, 22, 44, 25, 50, 25, 20, 38, 51, 20, 37, 29, 6, 43, 0, 52, 0, 49, 0, 43,
                4, 14, 8);
    }

    @Test
    void piecesAcrossWordsAreSentencePieces() {
        Tokenizer tokenizer = train(new Settings(Optional.empty(), 70, Normalization.NFKC, true, false, false, 0.985, 16, false, true, false, false,
                false, CUT, List.of()), TEXT);

        assertThat(pieces(tokenizer)).isEqualTo("<unk> <s> </s> <|cut|> aa es ne ▁t est he lo mm low new ▁low ▁new ▁the ▁newest ca fi ▁h ▁x 日本"
                + " ▁aa ▁ca ▁fi ▁hmm ▁fine ▁low▁low 12 34 AB ac ▁ e a t s w n h m o c d f i l \t x y カ 日 本 , 1 2 3 4 5 : A B C g p r é タ ナ");
        assertThat(tokenizer.encode(LINES.get(1))).containsExactly(16, 33, 29, 24, 36, 37, 54, 33, 30, 59, 33, 44, 42, 64, 37, 60, 16, 33, 51, 68,
                51, 69, 0, 22, 0, 33, 35, 39, 44, 33, 22);
    }

    /** Against counting anew each time: of the most frequent pairs the shortest, of those the first by code points. */
    @Test
    void mergesEqualThoseOfCountingAnewEachTime() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            String text = random.ints(1 + random.nextInt(150), 0, 9).mapToObj(c -> "aaabbcé  ".substring(c, c + 1)).collect(Collectors.joining());
            if (!text.isBlank()) {
                Tokenizer tokenizer = train(new Settings(Optional.empty(), 40, Normalization.IDENTITY, true, false, false, 1, 4, true, true, true,
                        false, false, List.of(), List.of()), text);
                List<String> learned = IntStream.range(3, tokenizer.vocabularySize()).mapToObj(tokenizer::token)
                        .filter(piece -> piece.length() > 1).toList();
                assertThat(learned).as(text).isEqualTo(slowly(text, 37 - (int) ("▁" + text).replace(' ', '▁').chars().distinct().count()));
            }
        }
    }

    private static List<String> slowly(String text, int most) {
        Map<List<String>, Long> words = new LinkedHashMap<>();
        for (String word : ("▁" + text).replace(" ", " ▁").split(" ")) {
            words.merge(List.of(word.split("")), 1L, Long::sum);
        }
        List<String> merges = new ArrayList<>();
        Set<List<String>> left = new HashSet<>(); // pairs that spell what another has spelled
        while (merges.size() < most) {
            Map<List<String>, Long> pairs = new HashMap<>();
            words.forEach((word, n) -> IntStream.range(1, word.size()).forEach(i -> pairs.merge(word.subList(i - 1, i + 1), n, Long::sum)));
            pairs.keySet().removeIf(pair -> left.contains(pair) || String.join("", pair).length() > 4);
            Optional<List<String>> best = pairs.keySet().stream().min(Comparator.<List<String>>comparingLong(pair -> -pairs.get(pair))
                    .thenComparing(pair -> String.join("", pair).length()).thenComparing(pair -> String.join("", pair)));
            if (best.isEmpty()) {
                break;
            }
            if (merges.contains(String.join("", best.get()))) {
                left.add(List.copyOf(best.get()));
                continue;
            }
            merges.add(String.join("", best.get()));
            List<String> pair = List.copyOf(best.get());
            words = words.entrySet().stream().collect(Collectors.toMap(word -> CountingAnew.merged(word.getKey(), pair),
                    Map.Entry::getValue, Long::sum));
        }
        return merges;
    }

    @Test
    void withBytesEveryTextComesBack() {
        Tokenizer tokenizer = train(settings(600, Normalization.IDENTITY), Trained.resource("hugging-face/corpus.txt"));
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            String text = Trained.randomText(random, 80);
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
        assertThat(tokenizer.encode("zebra \uD83E\uDD93")).doesNotContain(0);
    }

    @Test
    void huggingFaceGivesTheSameIdsForWhatIsLearned(@TempDir Path folder) throws Exception {
        String corpus = Trained.resource("hugging-face/corpus.txt").replace("<|endoftext|>", "");
        for (Normalization normalization : Normalization.values()) {
            Tokenizer tokenizer = train(settings(600, normalization), corpus);
            tokenizer.save(folder);
            assertThat(TokenizerFiles.load(folder).fingerprint()).isEqualTo(tokenizer.fingerprint());
            try (HuggingFaceTokenizer other = open(folder)) {
                for (String text : List.of(corpus, "The caf\u00E9 \uFB01ne  two \u65E5\u672C\n zebra \u2460", "\u00BD cup of TEA")) {
                    assertThat(other.encode(text, false, false).getIds()).isEqualTo(Arrays.stream(tokenizer.encode(text)).asLongStream().toArray());
                }
            }
        }
    }

    @Test
    void whatCannotBeLearnedIsAUserError() {
        assertThatThrownBy(() -> train(settings(600, Normalization.IDENTITY), "\n")).isInstanceOf(UserError.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> train(settings(260, Normalization.IDENTITY), "abc")).isInstanceOf(UserError.class)
                .hasMessageContaining("vocabularySize").hasMessageContaining("263");
        for (String reserved : List.of("", "<s>", "<0x41>", "<unk>")) {
            assertThatThrownBy(() -> new Settings(Optional.empty(), 90, Normalization.NFKC, true, false, true, 1, 16, true, true, true, false, false,
                    List.of(reserved), List.of())).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("controlSymbols");
        }
    }

    @Test
    void anInterruptCancelsAndStaysSet() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> train(settings(600, Normalization.IDENTITY), "some text")).isInstanceOf(CancellationException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static Settings settings(int vocabularySize, Normalization normalization) {
        return new Settings(Optional.empty(), vocabularySize, normalization, true, false, true, 1, 16, true, true, true, false, false, List.of(),
                List.of());
    }

    private static Tokenizer train(Settings settings, String text) {
        return Trained.component(new SentencePieceComponent(), settings, text);
    }

    private static String pieces(Tokenizer tokenizer) {
        return IntStream.range(0, tokenizer.vocabularySize()).mapToObj(tokenizer::token).collect(Collectors.joining(" "));
    }

    private static HuggingFaceTokenizer open(Path folder) throws Exception {
        try {
            return HuggingFaceTokenizer.newInstance(folder.resolve("tokenizer.json"), Map.of("truncation", "false"));
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            Assumptions.abort("the native part of Hugging Face's tokenizers does not load here: " + e);
            throw new AssertionError("abort returns never");
        }
    }
}
