package org.stagelm.tokenizers.word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.Progress;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.testkit.SharedData;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.TokenizerFiles;
import org.stagelm.tokenizers.Trained;

class WordTokenizerTest {

    /** The book's example of the second pattern, and of the first. */
    @Test
    void cutsAsTheBooksPatternsDo() {
        assertThat(words(SplitPattern.PUNCTUATION, "Hello, world. Is this-- a test?"))
                .containsExactly("Hello", ",", "world", ".", "Is", "this", "--", "a", "test", "?");
        assertThat(words(SplitPattern.COMMA_PERIOD, "Hello, world. This, is a test."))
                .containsExactly("Hello", ",", "world", ".", "This", ",", "is", "a", "test", ".");
        assertThat(words(SplitPattern.PUNCTUATION, "a---b c-d \"it's\" (x_y)\u3000🙂:\u2028;!"))
                .containsExactly("a", "--", "-b", "c-d", "\"", "it", "'", "s", "\"", "(", "x", "_", "y", ")", "🙂", ":", ";", "!");
        assertThat(words(SplitPattern.COMMA_PERIOD, " \n")).isEmpty();
    }

    private static List<String> words(SplitPattern pattern, String text) {
        List<String> words = new ArrayList<>();
        pattern.forEachWord(text, words::add);
        return words;
    }

    /** The numbers that the book prints: 1130 words, 1132 tokens; ids of a sentence of the story; its answer to unknown words. */
    @Test
    void theVerdictHasTheBooksVocabulary() throws Exception {
        String story = Files.readString(SharedData.file("text/the-verdict/the-verdict.txt"));
        Tokenizer strict = train(SplitPattern.PUNCTUATION, Unknown.ERROR, story);
        Tokenizer tokenizer = train(SplitPattern.PUNCTUATION, Unknown.TOKEN, story);

        assertThat(strict.vocabularySize()).isEqualTo(1130);
        assertThat(tokenizer.vocabularySize()).isEqualTo(1132);
        assertThat(IntStream.range(1127, 1132).mapToObj(tokenizer::token)).containsExactly("younger", "your", "yourself", "<|endoftext|>", "<|unk|>");
        String text = "\"It's the last he painted, you know,\" \n           Mrs. Gisburn said with pardonable pride.";
        int[] ids = strict.encode(text);
        assertThat(ids).containsExactly(1, 56, 2, 850, 988, 602, 533, 746, 5, 1126, 596, 5, 1, 67, 7, 38, 851, 1108, 754, 793, 7);
        assertThat(strict.decode(ids)).isEqualTo("\" It' s the last he painted, you know,\" Mrs. Gisburn said with pardonable pride.");
        String two = "Hello, do you like tea? <|endoftext|> In the sunlit terraces of the palace.";
        assertThat(tokenizer.encode(two, Set.of("<|endoftext|>")))
                .containsExactly(1131, 5, 355, 1126, 628, 975, 10, 1130, 55, 988, 956, 984, 722, 988, 1131, 7);
        assertThat(tokenizer.normalize("Hello, do you like tea?")).isEqualTo("<|unk|>, do you like tea?");
    }

    @Test
    void anUnknownWordIsAnErrorThatNamesIt() {
        Tokenizer tokenizer = train(SplitPattern.PUNCTUATION, Unknown.ERROR, "the cat sat.");

        assertThatThrownBy(() -> tokenizer.encode("the dog sat.")).isInstanceOf(UserError.class).hasMessageContaining("\"dog\"")
                .hasMessageContaining("tokenizer.unknown");
        assertThat(tokenizer.endOfText()).isEmpty();
        assertThat(tokenizer.specialTokens()).isEmpty();
    }

    @Test
    void aSpellingOfASpecialTokenIsNotThatToken() {
        Tokenizer tokenizer = train(SplitPattern.COMMA_PERIOD, Unknown.TOKEN, "one<|endoftext|>two <|unk|>", "three");

        assertThat(IntStream.range(0, tokenizer.vocabularySize()).mapToObj(tokenizer::token))
                .containsExactly("one", "three", "two", "<|endoftext|>", "<|unk|>");
        assertThat(tokenizer.encode("one <|endoftext|> two")).containsExactly(0, 4, 2);
        assertThat(tokenizer.decode(3, 0, 3, 4, 2)).isEqualTo("one <|unk|> two");
    }

    @Test
    void wordsAreSortedByCodePoint() {
        Tokenizer tokenizer = train(SplitPattern.PUNCTUATION, Unknown.ERROR, "\uFF5E 🙂 a Z 10 é , zz z");

        assertThat(IntStream.range(0, tokenizer.vocabularySize()).mapToObj(tokenizer::token))
                .containsExactly(",", "10", "Z", "a", "z", "zz", "é", "\uFF5E", "🙂");
    }

    @Test
    void decodingGivesTheNormalizedText() {
        Random random = new Random(5);
        for (SplitPattern pattern : SplitPattern.values()) {
            for (Unknown unknown : Unknown.values()) {
                for (int i = 0; i < 100; i++) {
                    String text = Trained.randomText(random, 1 + random.nextInt(100));
                    String training = unknown == Unknown.ERROR || text.length() < 2 ? text + " a" : text.substring(0, text.length() / 2) + " a";
                    Tokenizer tokenizer = train(pattern, unknown, training);
                    assertThat(tokenizer.lossless()).isFalse();
                    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(tokenizer.normalize(text));
                }
            }
        }
    }

    @Test
    void savedAndLoadedItIsTheSame(@TempDir Path folder) throws Exception {
        for (SplitPattern pattern : SplitPattern.values()) {
            for (Unknown unknown : Unknown.values()) {
                Tokenizer tokenizer = train(pattern, unknown, "the (cat) sat, -- \"the\" cat.");
                tokenizer.save(folder);

                Tokenizer loaded = TokenizerFiles.load(folder);

                assertThat(loaded.fingerprint()).isEqualTo(tokenizer.fingerprint());
                assertThat(loaded.specialTokens()).isEqualTo(tokenizer.specialTokens());
                assertThat(loaded.encode("the cat.")).isEqualTo(tokenizer.encode("the cat."));
                assertThat(loaded.decode(loaded.encode("the cat."))).isEqualTo("the cat.");
            }
        }
    }

    @Test
    void whatIsNotThereIsAUserError() {
        Tokenizer tokenizer = train(SplitPattern.PUNCTUATION, Unknown.ERROR, "a b");

        assertThatThrownBy(() -> train(SplitPattern.PUNCTUATION, Unknown.ERROR, " ")).isInstanceOf(UserError.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> tokenizer.decode(0, 2)).isInstanceOf(UserError.class).hasMessageContaining("0 … 1");
    }

    static Tokenizer train(SplitPattern pattern, Unknown unknown, String... documents) {
        return new WordComponent().create(new WordComponent.Settings(pattern, unknown), new PlainContext()).train(Stream.of(documents), Progress.none());
    }
}
