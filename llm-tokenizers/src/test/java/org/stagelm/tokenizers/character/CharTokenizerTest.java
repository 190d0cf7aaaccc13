package org.stagelm.tokenizers.character;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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

class CharTokenizerTest {

    @Test
    void idsAreTheSortedCharacters() {
        Tokenizer tokenizer = Trained.character("hello 🙂\n");

        assertThat(IntStream.range(0, tokenizer.vocabularySize()).mapToObj(tokenizer::token)).containsExactly("\n", " ", "e", "h", "l", "o", "🙂");
        assertThat(tokenizer.encode("oh🙂")).containsExactly(5, 3, 6);
        assertThat(tokenizer.decode(5, 3, 6)).isEqualTo("oh🙂");
        assertThat(tokenizer.endOfText()).isEmpty();
    }

    /** The vocabulary of nanoGPT's data/shakespeare_char/prepare.py, in which a line feed is 0, a space 1 and z 64. */
    @Test
    void idsOfShakespeareEqualNanoGpts() throws Exception {
        Tokenizer tokenizer = Trained.character(Files.readString(SharedData.file("text/tinyshakespeare/input.txt")));

        String vocabulary = "\n !$&',-.3:;?ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        assertThat(tokenizer.vocabularySize()).isEqualTo(65);
        assertThat(tokenizer.encode(vocabulary)).isEqualTo(IntStream.range(0, 65).toArray());
        assertThat(tokenizer.encode("First Citizen:")).containsExactly(18, 47, 56, 57, 58, 1, 15, 47, 58, 47, 64, 43, 52, 10);
    }

    @Test
    void unknownCharactersAreNamedAndCounted() {
        Tokenizer tokenizer = Trained.character("abc");

        assertThatThrownBy(() -> tokenizer.encode("aéb→cé\t")).isInstanceOf(UserError.class)
                .hasMessageContaining("4 characters").hasMessageContaining("'é' (U+00E9), '→' (U+2192), U+0009")
                .hasMessageContaining("training text");
    }

    @Test
    void thePlaceOfTheFirstUnknownCharacterIsTold() {
        Tokenizer tokenizer = Trained.character("abc\n🙂");

        assertThatThrownBy(() -> tokenizer.encode("ab\n\na🙂é?")).isInstanceOf(UserError.class).hasMessageContaining("line 3 at character 3")
                .hasMessageContaining("tokenizer.unknown");
        assertThatThrownBy(() -> tokenizer.encode("?")).isInstanceOf(UserError.class).hasMessageContaining("line 1 at character 1:");
    }

    @Test
    void unknownCharactersBecomeTheTokenWhereItIsSet(@TempDir Path folder) throws Exception {
        Tokenizer tokenizer = trained("cab<|");

        assertThat(tokenizer.vocabularySize()).isEqualTo(6);
        assertThat(tokenizer.encode("aéb🙂<|unk|>")).containsExactly(1, 5, 2, 5, 0, 4, 5, 5, 5, 4, 5);
        assertThat(tokenizer.decode(1, 5, 2)).isEqualTo("a<|unk|>b").isEqualTo(tokenizer.normalize("aéb"));
        assertThat(tokenizer.lossless()).isFalse();
        tokenizer.save(folder);
        Tokenizer loaded = TokenizerFiles.load(folder);
        assertThat(loaded).isInstanceOf(CharTokenizer.class);
        assertThat(loaded.fingerprint()).isEqualTo(tokenizer.fingerprint());
        assertThat(loaded.encode("xa")).containsExactly(5, 1);
        try (HuggingFaceTokenizer oracle = HuggingFaceTokenizer.newInstance(folder)) {
            String text = "aéb🙂<c\n";
            assertThat(oracle.encode(text).getIds()).isEqualTo(Arrays.stream(tokenizer.encode(text)).asLongStream().toArray());
        }
    }

    @Test
    void severalDocumentsGetALineFeedToStandBetweenThem() {
        assertThat(Trained.character("ab", "bc").token(0)).isEqualTo("\n");
        assertThat(Trained.character("ab").token(0)).isEqualTo("a");
    }

    @Test
    void savedAndLoadedItIsTheSame(@TempDir Path folder) throws Exception {
        Tokenizer tokenizer = Trained.character("zebra \"quoted\"\n\t\\ é日🙂\u0000");
        tokenizer.save(folder);

        Tokenizer loaded = TokenizerFiles.load(folder);

        assertThat(loaded).isInstanceOf(CharTokenizer.class);
        assertThat(loaded.fingerprint()).isEqualTo(tokenizer.fingerprint());
        assertThat(loaded.encode("é🙂\u0000\"")).isEqualTo(tokenizer.encode("é🙂\u0000\""));
    }

    @Test
    void anEmptyCorpusIsAUserError() {
        assertThatThrownBy(Trained::character).isInstanceOf(UserError.class).hasMessageContaining("empty");
    }

    private static Tokenizer trained(String text) {
        return new CharComponent().create(new CharComponent.Settings(Unknown.TOKEN), new PlainContext()).train(Stream.of(text), Progress.none());
    }
}
