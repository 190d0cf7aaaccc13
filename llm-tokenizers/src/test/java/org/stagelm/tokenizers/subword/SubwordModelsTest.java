package org.stagelm.tokenizers.subword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.json.Model;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.text.IdBuffer;
import org.stagelm.tokenizers.text.Utf8;

/** Each model against Hugging Face's library: random vocabularies out of few characters, so that all rules and ties come into play. */
class SubwordModelsTest {

    private static final String ALPHABET = "ab\u2581cé中";
    private static final String TEXTS = "aabb\u2581\u2581cé中xß🙂 ";
    private static final String UNKNOWN = "<unk>";

    @TempDir
    private Path folder;

    @BeforeAll
    static void keepsTheBindingOffTheNet() {
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void bpeEqualsHuggingFaces(int seed) throws Exception {
        Random random = new Random(seed);
        boolean unknown = random.nextInt(3) > 0;
        Model.BPE model = bpe(random, unknown ? Optional.of(UNKNOWN) : Optional.empty(), Optional.empty(), Optional.empty());
        assertSameIds(model, new BpeModel(model), random);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void bpeWithMarksInWordsEqualsHuggingFaces(int seed) throws Exception {
        Random random = new Random(seed);
        Model.BPE model = bpe(random, Optional.of(UNKNOWN), Optional.of("##"), Optional.of("</w>"));
        assertSameIds(model, new BpeModel(model), random);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void unigramEqualsHuggingFaces(int seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Integer> vocabulary = vocabulary(random, seed % 2 == 0, "");
        List<Double> scores = new ArrayList<>();
        vocabulary.keySet().forEach(token -> scores.add(token.startsWith("<") ? 0.0 : -1 - random.nextInt(12) / 4.0)); // many equal sums
        Model.Unigram model = new Model.Unigram(vocabulary, scores, OptionalInt.of(0), seed % 2 == 0);
        assertSameIds(model, new UnigramModel(model), random);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void wordPieceEqualsHuggingFaces(int seed) throws Exception {
        Random random = new Random(seed);
        Map<String, Integer> vocabulary = vocabulary(random, false, "##");
        Model.WordPiece model = new Model.WordPiece(vocabulary, UNKNOWN, "##", 20);
        assertSameIds(model, new WordPieceModel(model), random);
    }

    @Test
    void wordLevelEqualsHuggingFaces() throws Exception {
        Model.WordLevel model = new Model.WordLevel(vocabulary(new Random(1), false, ""), UNKNOWN);
        assertSameIds(model, new WordLevelModel(model), new Random(2));
    }

    @Test
    void aLongWordMergesAsShortOnesDo() {
        Model.BPE model = bpe(new Random(9), Optional.of(UNKNOWN), Optional.empty(), Optional.empty());
        String word = "ab".repeat(500_000);

        int[] ids = encode(new BpeModel(model), word);

        assertThat(spelled(model, ids)).isEqualTo(word); // in well under a second, where a search for each merge takes minutes
    }

    @Test
    void anUnknownTokenThatIsNotThereIsAUserError() {
        Model.BPE model = new Model.BPE(Map.of("a", 0), List.of(), Optional.of("[UNK]"), Optional.empty(), Optional.empty(), false, false, false);
        assertThatThrownBy(() -> new BpeModel(model)).isInstanceOf(UserError.class).hasMessageContaining("[UNK]");
    }

    @Test
    void aWordWithoutATokenNamesItselfWhereNothingStandsForIt() {
        SubwordModel model = new WordLevelModel(new Model.WordLevel(Map.of("a", 0), UNKNOWN));
        assertThatThrownBy(() -> encode(model, "bee")).isInstanceOf(UserError.class).hasMessageContaining("\"bee\"");
    }

    private static Model.BPE bpe(Random random, Optional<String> unknown, Optional<String> prefix, Optional<String> suffix) {
        boolean bytes = random.nextBoolean();
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        vocabulary.put(UNKNOWN, 0);
        for (int b = 0; bytes && b < 256; b++) {
            vocabulary.put(String.format("<0x%02X>", b), vocabulary.size());
        }
        for (String character : ALPHABET.split("")) {
            for (String before : prefix.isPresent() ? List.of("", prefix.get()) : List.of("")) {
                for (String behind : suffix.isPresent() ? List.of("", suffix.get()) : List.of("")) {
                    vocabulary.put(before + character + behind, vocabulary.size());
                }
            }
        }
        List<TokenizerJson.Merge> merges = new ArrayList<>();
        Set<List<Integer>> pairs = new HashSet<>();
        List<String> tokens = new ArrayList<>(vocabulary.keySet());
        int first = bytes ? 257 : 1;
        int skipped = prefix.map(String::length).orElse(0);
        while (merges.size() < 60) {
            int left = first + random.nextInt(tokens.size() - first);
            int right = first + random.nextInt(tokens.size() - first);
            boolean continues = prefix.isEmpty() || tokens.get(right).startsWith(prefix.get());
            if (continues && tokens.get(left).length() + tokens.get(right).length() < 16 && pairs.add(List.of(left, right))) {
                String merged = tokens.get(left) + tokens.get(right).substring(skipped);
                if (vocabulary.putIfAbsent(merged, tokens.size()) == null) {
                    tokens.add(merged);
                }
                merges.add(new TokenizerJson.Merge(left, right, vocabulary.get(merged)));
            }
        }
        return new Model.BPE(vocabulary, merges, unknown, prefix, suffix, random.nextBoolean(), bytes, random.nextBoolean());
    }

    private static Map<String, Integer> vocabulary(Random random, boolean bytes, String prefix) {
        Map<String, Integer> vocabulary = new LinkedHashMap<>();
        vocabulary.put(UNKNOWN, 0);
        for (int b = 0; bytes && b < 256; b++) {
            vocabulary.put(String.format("<0x%02X>", b), vocabulary.size());
        }
        while (vocabulary.size() < (bytes ? 356 : 100)) {
            String token = text(random, ALPHABET, 1 + random.nextInt(4));
            vocabulary.putIfAbsent(random.nextBoolean() ? prefix + token : token, vocabulary.size());
        }
        return vocabulary;
    }

    private static String text(Random random, String alphabet, int length) {
        int[] characters = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        return text.toString();
    }

    private void assertSameIds(Model json, SubwordModel model, Random random) throws Exception {
        new TokenizerJson(Optional.empty(), Optional.empty(), json, Optional.empty(), Optional.empty(), List.of()).write(folder);
        try (HuggingFaceTokenizer other = open()) {
            for (int i = 0; i < 400; i++) {
                String text = text(random, i % 2 == 0 ? ALPHABET : TEXTS, i < 390 ? 1 + random.nextInt(24) : 500);
                long[] expected = other.encode(text, false, false).getIds();
                assertThat(encode(model, text)).as(text).isEqualTo(Arrays.stream(expected).mapToInt(id -> (int) id).toArray());
            }
        }
    }

    private HuggingFaceTokenizer open() throws Exception {
        try {
            return HuggingFaceTokenizer.newInstance(folder.resolve(TokenizerJson.FILE), Map.of("truncation", "false"));
        } catch (UnsatisfiedLinkError | ExceptionInInitializerError | NoClassDefFoundError e) {
            Assumptions.abort("the native part of Hugging Face's tokenizers does not load here: " + e);
            throw new AssertionError("abort returns never");
        }
    }

    private static int[] encode(SubwordModel model, String text) {
        byte[] utf8 = Utf8.bytes(text);
        IdBuffer ids = new IdBuffer(16);
        model.encode(utf8, 0, utf8.length, ids);
        return ids.toArray();
    }

    private static String spelled(Model.BPE model, int[] ids) {
        String[] tokens = new String[model.vocab().size()];
        model.vocab().forEach((token, id) -> tokens[id] = token);
        StringBuilder text = new StringBuilder();
        for (int id : ids) {
            text.append(tokens[id]);
        }
        return text.toString();
    }
}
