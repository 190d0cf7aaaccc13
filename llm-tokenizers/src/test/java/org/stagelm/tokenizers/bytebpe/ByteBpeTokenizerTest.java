package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.TokenizerFiles;
import org.stagelm.tokenizers.Trained;

class ByteBpeTokenizerTest {

    private final Tokenizer tokenizer = Trained.byteBpe(400, Trained.resource("hugging-face/corpus.txt"));

    @Test
    void anyTextComesBackExactly() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            String text = Trained.randomText(random, random.nextInt(200));
            assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
        }
    }

    @Test
    void anUnpairedSurrogateBecomesTheReplacementCharacter() {
        assertThat(tokenizer.decode(tokenizer.encode("a\uD83D b\uDE42"))).isEqualTo("a\uFFFD b\uFFFD");
    }

    @Test
    void aSpecialTokensSpellingIsPlainText() {
        int[] ids = tokenizer.encode("<|endoftext|>");

        assertThat(ids).doesNotContain(tokenizer.endOfText().getAsInt());
        assertThat(tokenizer.decode(ids)).isEqualTo("<|endoftext|>");
    }

    @Test
    void specialTokensAreLeftOutOfText() {
        int end = tokenizer.endOfText().getAsInt();
        int[] cat = tokenizer.encode("cat");
        int[] ids = IntStream.concat(IntStream.concat(IntStream.of(end), IntStream.of(cat)), IntStream.of(end)).toArray();

        assertThat(tokenizer.decode(ids)).isEqualTo("cat");
        assertThat(tokenizer.token(end)).isEqualTo("<|endoftext|>");
    }

    /** The pieces given one by one make up what decode gives at once, for valid text and for arbitrary bytes. */
    @Test
    void streamedTextEqualsDecodedText() {
        Random random = new Random(2);
        for (int i = 0; i < 300; i++) {
            int[] ids = i % 2 == 0 ? tokenizer.encode(Trained.randomText(random, 40)) : random.ints(60, 0, tokenizer.vocabularySize()).toArray();
            Tokenizer.TextStream stream = tokenizer.stream();
            StringBuilder text = new StringBuilder();
            for (int id : ids) {
                text.append(stream.next(id));
            }
            assertThat(text.append(stream.end()).toString()).isEqualTo(tokenizer.decode(ids));
        }
    }

    @Test
    void aStreamNeverGivesHalfACharacter() {
        Tokenizer bytes = Trained.byteBpe(257, "x");
        int[] ids = bytes.encode("é🙂");
        Tokenizer.TextStream stream = bytes.stream();

        assertThat(IntStream.of(ids).mapToObj(stream::next)).containsExactly("", "é", "", "", "", "🙂");
        assertThat(stream.end()).isEmpty();

        stream.next(ids[2]);
        assertThat(stream.end()).isEqualTo("\uFFFD");
        assertThat(stream.next(ids[0]) + stream.next(ids[1])).isEqualTo("é");
    }

    /** Both ways to merge a piece, the scan for short ones and the heap for long ones, against the definition. */
    @Test
    void mergesAsTheAlgorithmSays() {
        Random random = new Random(3);
        Map<String, Integer> tokens = IntStream.range(0, tokenizer.vocabularySize()).boxed().collect(Collectors.toMap(tokenizer::token, id -> id));
        for (int i = 0; i < 100; i++) {
            String piece = random.ints(2 + random.nextInt(150), 0, 4).mapToObj(c -> "abel".substring(c, c + 1)).reduce("", String::concat);
            assertThat(tokenizer.encode(piece)).as(piece).isEqualTo(slowly(piece, tokens));
        }
    }

    /** In this training a token's id is also the rank of its merge, and each token has one merge. */
    private static int[] slowly(String piece, Map<String, Integer> tokens) {
        List<String> parts = new ArrayList<>(List.of(piece.split("")));
        while (true) {
            int best = Integer.MAX_VALUE;
            int at = -1;
            for (int i = 0; i + 1 < parts.size(); i++) {
                int id = tokens.getOrDefault(parts.get(i) + parts.get(i + 1), Integer.MAX_VALUE);
                if (id < best) {
                    best = id;
                    at = i;
                }
            }
            if (at < 0) {
                return parts.stream().mapToInt(tokens::get).toArray();
            }
            parts.set(at, parts.get(at) + parts.remove(at + 1));
        }
    }

    @Test
    void aMegabyteOfOneLetterTakesNoTime() {
        String text = "a".repeat(1 << 20);

        // Quadratic merging would take hours; on an idle machine it takes a quarter of a second.
        int[] ids = Assertions.assertTimeout(Duration.ofSeconds(20), () -> tokenizer.encode(text));

        assertThat(tokenizer.decode(ids)).isEqualTo(text);
    }

    @Test
    void threadsShareIt() {
        Random random = new Random(4);
        List<String> texts = IntStream.range(0, 200).mapToObj(i -> Trained.randomText(random, 300)).toList();
        List<int[]> alone = texts.stream().map(tokenizer::encode).toList();
        Tokenizer fresh = Trained.byteBpe(400, Trained.resource("hugging-face/corpus.txt"));

        List<int[]> together = texts.parallelStream().map(fresh::encode).toList();

        assertThat(together).usingRecursiveComparison().isEqualTo(alone);
    }

    @Test
    void savedAndLoadedItIsTheSame(@TempDir Path folder) throws Exception {
        tokenizer.save(folder);

        ByteBpeComponent component = new ByteBpeComponent();
        for (Tokenizer loaded : List.of(TokenizerFiles.load(folder), component.create(component.defaults(), new PlainContext()).load(folder))) {
            assertThat(loaded.fingerprint()).isEqualTo(tokenizer.fingerprint());
            assertThat(loaded.vocabularySize()).isEqualTo(350); // the text has no more pairs
            assertThat(loaded.endOfText()).isEqualTo(tokenizer.endOfText());
            assertThat(loaded.encode("the cat's naïve 🙂")).isEqualTo(tokenizer.encode("the cat's naïve 🙂"));
        }
        assertThat(folder.resolve("tokenizer_config.json")).content(StandardCharsets.UTF_8).contains("\"eos_token\" : \"<|endoftext|>\"");
    }

    @Test
    void anIdOutsideOfTheVocabularyIsNamed() {
        assertThatThrownBy(() -> tokenizer.decode(1, 400)).isInstanceOf(UserError.class).hasMessageContaining("400").hasMessageContaining("349");
        assertThatThrownBy(() -> tokenizer.token(-1)).isInstanceOf(UserError.class);
    }

    @Test
    void anotherTextGivesAnotherFingerprint() {
        assertThat(Trained.byteBpe(300, "another text, another vocabulary").fingerprint())
                .isNotEqualTo(Trained.byteBpe(300, "text text").fingerprint());
    }
}
