package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.data.TokenizerFactory;

/**
 * What a tokenizer must keep. Its test extends this class; a tokenizer with a small alphabet is trained on {@link #texts()} first.
 *
 * <pre>{@code
 * class CharTokenizerTest extends TokenizerContract {
 *     private static final TokenizerFactory FACTORY = …;
 *     private static final Tokenizer TOKENIZER = FACTORY.train(TRICKY_TEXTS.stream(), Progress.NONE);
 *     …
 * }
 * }</pre>
 */
public abstract class TokenizerContract {

    /** Texts that tokenizers have been known to spoil. */
    public static final List<String> TRICKY_TEXTS = List.of(
            "", " ", "  ", "\n", "\r\n", "\t x", "a", "Hello, world!", " leading and trailing ", "two  spaces,   three",
            "line\nline\n\nline\r\nend\n", "CamelCase snake_case kebab-case 3.14159 1,000,000 0x1F", "don't you'll we've I'M IT'S",
            "!!!???...---===", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "naïve café Ångström", "e\u0301 is not \u00e9",
            "Grüße, Straße, ΑΒΓ αβγ, Привет", "日本語のテキスト 中文 한국어", "שלום عليكم", "नमस्ते",
            "😀", "a😀b", "👨‍👩‍👧‍👦 🇩🇪 👍🏽", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐍈", "zero\u200bwidth, no\u00a0break, ideographic\u3000space",
            "\u0000\u0001\u007f", "\ufeffBOM", "<|endoftext|>", "</s><unk><pad>[CLS][SEP]",
            "{\"json\": [1, 2.5e-3, null]}", "\\n is not \n", "▁Ġ are letters here");

    /** The tokenizer under test. */
    protected abstract Tokenizer tokenizer();

    /** Loads what {@link #tokenizer()} saves. */
    protected abstract TokenizerFactory factory();

    /** Texts that the tokenizer can encode. */
    protected List<String> texts() {
        return TRICKY_TEXTS;
    }

    /** Whether decoding gives back every text; false for one that normalizes. */
    protected boolean isLossless() {
        return true;
    }

    @TestFactory
    protected Stream<DynamicTest> decodingGivesBackWhatWasEncoded() {
        Assumptions.assumeTrue(isLossless(), "the tokenizer normalizes texts");
        return forEachText(text -> assertThat(tokenizer().decode(tokenizer().encode(text))).isEqualTo(text));
    }

    @TestFactory
    protected Stream<DynamicTest> decodedTextIsStable() {
        return forEachText(text -> {
            String once = tokenizer().decode(tokenizer().encode(text));
            assertThat(tokenizer().decode(tokenizer().encode(once))).isEqualTo(once);
        });
    }

    @TestFactory
    protected Stream<DynamicTest> idsAreBelowTheVocabularySize() {
        return forEachText(text -> {
            for (int id : tokenizer().encode(text)) {
                assertThat(id).isBetween(0, tokenizer().vocabularySize() - 1);
            }
        });
    }

    @TestFactory
    protected Stream<DynamicTest> aStreamGivesTheTextPieceByPiece() {
        return forEachText(text -> {
            int[] ids = tokenizer().encode(text);
            Tokenizer.TextStream stream = tokenizer().stream();
            StringBuilder whole = new StringBuilder();
            for (int id : ids) {
                String piece = stream.next(id);
                assertNoHalfCharacter(piece);
                whole.append(piece);
            }
            String rest = stream.end();
            assertNoHalfCharacter(rest);
            assertThat(whole + rest).isEqualTo(tokenizer().decode(ids));
        });
    }

    @Test
    protected void theEmptyTextHasNoText() {
        assertThat(tokenizer().decode()).isEmpty();
        assertThat(tokenizer().decode(tokenizer().encode(""))).isEmpty();
        assertThat(tokenizer().stream().end()).isEmpty();
    }

    @Test
    protected void eachIdIsShownToAPerson() {
        assertThat(tokenizer().vocabularySize()).isPositive();
        for (int id = 0; id < tokenizer().vocabularySize(); id++) {
            assertThat(tokenizer().token(id)).as("token %d", id).isNotNull();
        }
    }

    @Test
    protected void theEndOfTextIsLeftOutOfTheText() {
        int end = endOfText();
        assertThat(end).isBetween(0, tokenizer().vocabularySize() - 1);
        assertThat(tokenizer().decode(end)).isEmpty();
        int[] ids = tokenizer().encode("a");
        int[] ended = Arrays.copyOf(ids, ids.length + 1);
        ended[ids.length] = end;
        assertThat(tokenizer().decode(ended)).isEqualTo(tokenizer().decode(ids));
    }

    @Test
    protected void theSpellingOfASpecialTokenIsPlainText() {
        int end = endOfText();
        String spelling = tokenizer().token(end);
        Assumptions.assumeTrue(texts().contains(spelling), "the tokenizer's texts do not have " + spelling);
        int[] ids = tokenizer().encode(spelling);
        assertThat(ids).doesNotContain(end);
        if (isLossless()) {
            assertThat(tokenizer().decode(ids)).isEqualTo(spelling);
        }
    }

    @Test
    protected void aSavedTokenizerLoadsAsTheSame(@TempDir Path folder) throws IOException {
        tokenizer().save(folder);
        assertThat(folder.resolve("tokenizer.json")).isRegularFile();
        Tokenizer loaded = factory().load(folder);
        assertThat(loaded.fingerprint()).isEqualTo(tokenizer().fingerprint());
        assertThat(loaded.vocabularySize()).isEqualTo(tokenizer().vocabularySize());
        assertThat(loaded.endOfText()).isEqualTo(tokenizer().endOfText());
        for (String text : texts()) {
            int[] ids = tokenizer().encode(text);
            assertThat(loaded.encode(text)).as("ids of %s", text).isEqualTo(ids);
            assertThat(loaded.decode(ids)).as("text of %s", text).isEqualTo(tokenizer().decode(ids));
        }
    }

    @Test
    protected void theFingerprintIsAFixedHash() {
        assertThat(tokenizer().fingerprint()).isNotBlank().isEqualTo(tokenizer().fingerprint());
    }

    @Test
    protected void severalThreadsGetTheSameIds() throws Exception {
        List<int[]> expected = encodeAll();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<List<int[]>>> work = new ArrayList<>();
            for (int round = 0; round < 20; round++) {
                work.add(this::encodeAll);
            }
            for (Future<List<int[]>> encoded : threads.invokeAll(work)) {
                for (int i = 0; i < expected.size(); i++) {
                    assertThat(encoded.get().get(i)).as("ids of %s", texts().get(i)).isEqualTo(expected.get(i));
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private List<int[]> encodeAll() {
        return texts().stream().map(tokenizer()::encode).toList();
    }

    private int endOfText() {
        Assumptions.assumeTrue(tokenizer().endOfText().isPresent(), "the tokenizer has no end of text");
        return tokenizer().endOfText().getAsInt();
    }

    /** Neither half a surrogate pair, nor U+FFFD, which none of the texts contains. */
    private void assertNoHalfCharacter(String piece) {
        assertThat(piece).doesNotContain("\ufffd");
        for (int i = 0; i < piece.length(); i++) {
            if (Character.isHighSurrogate(piece.charAt(i))) {
                i++;
                assertThat(i < piece.length() && Character.isLowSurrogate(piece.charAt(i))).as("second half of a pair").isTrue();
            } else {
                assertThat(Character.isLowSurrogate(piece.charAt(i))).as("a second half without its first").isFalse();
            }
        }
    }

    private interface TextCheck {
        void check(String text);
    }

    private Stream<DynamicTest> forEachText(TextCheck check) {
        return texts().stream().map(text -> DynamicTest.dynamicTest(shown(text), () -> check.check(text)));
    }

    private static String shown(String text) {
        return '"' + text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t").replace("\u0000", "\\0") + '"';
    }
}
