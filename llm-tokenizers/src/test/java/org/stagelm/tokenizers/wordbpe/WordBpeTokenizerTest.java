package org.stagelm.tokenizers.wordbpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.tokenizers.TokenizerFiles;
import org.stagelm.tokenizers.Trained;
import org.stagelm.tokenizers.json.TokenizerJson;
import org.stagelm.tokenizers.learning.MergeTrace;
import org.stagelm.tokenizers.wordbpe.WordBpeComponent.Settings;

class WordBpeTokenizerTest {

    private static final String TEXT = "low lower lowest new newer newest wide wider widest";

    @Test
    void wordsComeBackWithOneSpaceBetweenThem() {
        Tokenizer tokenizer = train(Unknown.ERROR, 20);

        assertThat(tokenizer.decode(tokenizer.encode("  lower\n\nwidest\u3000new "))).isEqualTo("lower widest new");
        assertThat(tokenizer.normalize("  lower\n\nwidest\u3000new ")).isEqualTo("lower widest new");
        assertThat(tokenizer.encode(" \t")).isEmpty();
    }

    @Test
    void unknownCharactersGoByThePolicy() {
        Tokenizer strict = train(Unknown.ERROR, 3);
        Tokenizer token = train(Unknown.TOKEN, 3);
        Tokenizer skip = train(Unknown.SKIP, 3);

        assertThatThrownBy(() -> strict.encode("low löwe")).isInstanceOf(UserError.class).hasMessageContaining("'ö' (U+00F6)")
                .hasMessageContaining("\"löwe\"").hasMessageContaining("tokenizer.unknown");
        assertThat(shown(token, "low löwe ☃")).isEqualTo("lo w </w> l <|unk|> we </w> <|unk|> </w>");
        assertThat(shown(skip, "low löwe ☃")).isEqualTo("lo w </w> l we </w> </w>");
        for (Tokenizer tokenizer : List.of(token, skip)) {
            assertThat(tokenizer.decode(tokenizer.encode("low löwe ☃ low"))).isEqualTo("low lwe low").isEqualTo(tokenizer.normalize("low löwe ☃ low"));
        }
    }

    private static String shown(Tokenizer tokenizer, String text) {
        return String.join(" ", IntStream.of(tokenizer.encode(text)).mapToObj(tokenizer::token).toList());
    }

    @Test
    void specialTokensAreReadWhereTheyAreAllowed() {
        Tokenizer tokenizer = train(Unknown.SKIP, 20);

        assertThat(tokenizer.encode("low<|endoftext|>", Set.of("<|endoftext|>"))).endsWith(tokenizer.endOfText().getAsInt());
        assertThat(tokenizer.encode("low<|endoftext|>")).doesNotContain(tokenizer.endOfText().getAsInt());
        assertThat(tokenizer.decode(tokenizer.encode("low <|endoftext|> new", Set.of("<|endoftext|>")))).isEqualTo("low new");
    }

    @Test
    void decodingGivesTheNormalizedText() {
        Random random = new Random(9);
        for (Unknown unknown : Unknown.values()) {
            for (int i = 0; i < 100; i++) {
                String text = Trained.randomText(random, 1 + random.nextInt(100));
                String training = (unknown == Unknown.ERROR ? text : text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2)))
                        + " a";
                Tokenizer tokenizer = WordBpeTrainingTest.train(new Settings(60, OptionalInt.empty(), 1, unknown, List.of()), MergeTrace.none(), training);
                assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(tokenizer.normalize(text));
            }
        }
    }

    /** The queue of pairs against the definition: merge after merge, each from left to right. */
    @Test
    void mergesInTheOrderInWhichTheyWereLearned() {
        Random random = new Random(2);
        for (int i = 0; i < 200; i++) {
            List<TokenizerJson.Merge> merges = new ArrayList<>();
            for (int id = 3; id < 12; id++) {
                merges.add(new TokenizerJson.Merge(random.nextInt(id), random.nextInt(id), id));
            }
            int[] word = random.ints(1 + random.nextInt(40), 0, 3).toArray();
            List<Integer> expected = new ArrayList<>(IntStream.of(word).boxed().toList());
            for (int best = best(expected, merges); best >= 0; best = best(expected, merges)) {
                TokenizerJson.Merge merge = merges.get(best);
                for (int at = 0; at + 1 < expected.size(); at++) {
                    if (expected.get(at) == merge.left() && expected.get(at + 1) == merge.right()) {
                        expected.set(at, merge.merged());
                        expected.remove(at + 1);
                        break;
                    }
                }
            }
            assertThat(new WordMerger(merges).merge(word)).containsExactly(expected.stream().mapToInt(id -> id).toArray());
        }
    }

    private static int best(List<Integer> ids, List<TokenizerJson.Merge> merges) {
        return IntStream.range(0, merges.size()).filter(rank -> IntStream.range(1, ids.size()).anyMatch(
                i -> ids.get(i - 1) == merges.get(rank).left() && ids.get(i) == merges.get(rank).right())).findFirst().orElse(-1);
    }

    @Test
    void aMegabyteOfOneLetterTakesNoTime() {
        Tokenizer tokenizer = WordBpeTrainingTest.train(WordBpeTrainingTest.merges(10, Unknown.ERROR), MergeTrace.none(), "a".repeat(5000));
        String text = "a".repeat(1 << 20);

        int[] ids = Assertions.assertTimeout(Duration.ofSeconds(20), () -> tokenizer.encode(text));

        assertThat(tokenizer.decode(ids)).isEqualTo(text);
    }

    @Test
    void savedAndLoadedItIsTheSame(@TempDir Path folder) throws Exception {
        for (Unknown unknown : Unknown.values()) {
            Tokenizer tokenizer = train(unknown, 20);
            tokenizer.save(folder);

            Tokenizer loaded = TokenizerFiles.load(folder);

            assertThat(loaded.fingerprint()).isEqualTo(tokenizer.fingerprint());
            assertThat(loaded.specialTokens()).isEqualTo(tokenizer.specialTokens());
            assertThat(loaded.encode("lowest wide")).isEqualTo(tokenizer.encode("lowest wide"));
            assertThat(loaded.token(loaded.encode("low")[0])).isEqualTo("low</w>");
            if (unknown == Unknown.ERROR) {
                assertThatThrownBy(() -> loaded.encode("ö")).isInstanceOf(UserError.class);
            } else {
                assertThat(loaded.encode("ö")).isEqualTo(tokenizer.encode("ö"));
            }
        }
    }

    private static Tokenizer train(Unknown unknown, int merges) {
        return WordBpeTrainingTest.train(new Settings(1, OptionalInt.of(merges), 1, unknown, List.of("<|endoftext|>")), MergeTrace.none(), TEXT);
    }
}
