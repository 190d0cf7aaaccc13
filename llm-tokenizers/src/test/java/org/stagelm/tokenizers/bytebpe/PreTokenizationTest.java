package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stagelm.api.UserError;
import org.stagelm.tokenizers.Trained;

class PreTokenizationTest {

    private static final String QWEN = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+"
            + "|\\s+(?!\\S)|\\s+";
    private static final String TEKKEN = "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+"
            + "|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*"
            + "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "cl100k", "o200k", QWEN, TEKKEN})
    void scannersCutAsTheirExpressionsDo(String pattern) {
        PreTokenization known = PreTokenization.of(pattern);
        assertThat(known.preTokenizer()).isInstanceOf(Scanner.class);
        PreTokenizer expression = new RegexPreTokenizer(known.expression());
        Random random = new Random(14);
        for (int i = 0; i < 3000; i++) {
            String text = Trained.randomText(random, random.nextInt(60)) + (i % 3 == 0 ? " Hello WORLD, HelloWorld's wordsThat'LL go\n on" : "");
            assertThat(pieces(known.preTokenizer(), text)).as(text).isEqualTo(pieces(expression, text));
        }
    }

    /** So that the parts of a long text can be counted one by one. */
    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "cl100k", "o200k", QWEN, TEKKEN})
    void whiteSpaceAfterALetterBeginsAPieceWhateverStandsAround(String pattern) {
        PreTokenizer scanner = PreTokenization.of(pattern).preTokenizer();
        assertThat(scanner.cutsBeforeWhiteSpace()).isTrue();
        Random random = new Random(21);
        for (int i = 0; i < 3000; i++) {
            String before = Trained.randomText(random, random.nextInt(30)) + List.of("x", "'S", "ſ", "é", "日", "ǅ", "'re").get(i % 7);
            String after = (i % 2 == 0 ? " " : "\n") + Trained.randomText(random, random.nextInt(30));
            List<String> parts = new ArrayList<>(pieces(scanner, before));
            parts.addAll(pieces(scanner, after));
            assertThat(pieces(scanner, before + after)).as(before + "|" + after).isEqualTo(parts);
        }
    }

    @Test
    void anExpressionOfOnesOwnMayGoAcrossWhiteSpace() {
        assertThat(PreTokenization.of("\\w+ \\w+").preTokenizer().cutsBeforeWhiteSpace()).isFalse();
    }

    @Test
    void whatStandsBetweenMatchesIsAPieceToo() {
        assertThat(pieces(PreTokenization.of("\\p{L}+").preTokenizer(), "12 ab😀cd!")).containsExactly("12 ", "ab", "😀", "cd", "!");
        assertThat(pieces(PreTokenization.of("x*").preTokenizer(), "abxxc")).as("an empty match cuts").containsExactly("a", "b", "xx", "c");
        assertThat(pieces(PreTokenization.of("y").preTokenizer(), "")).isEmpty();
    }

    @Test
    void classesAreUnicodes() {
        assertThat(pieces(PreTokenization.of("\\p{Han}+|\\w+|\\s+").preTokenizer(), "日本é1\u3000x")).containsExactly("日本", "é1", "\u3000", "x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+b", "(a|a)+b"})
    void anExpressionThatBacktracksWithoutEndIsAUserError(String expression) {
        PreTokenizer preTokenizer = PreTokenization.of(expression).preTokenizer();

        assertThatThrownBy(() -> pieces(preTokenizer, "a".repeat(50_000))).isInstanceOf(UserError.class)
                .hasMessageContaining(expression).hasMessageContaining("backtracks");
    }

    @Test
    void aFaultInAnExpressionIsNamed() {
        assertThatThrownBy(() -> PreTokenization.of("a(b")).isInstanceOf(UserError.class).hasMessageContaining("Unclosed group");
    }

    private static List<String> pieces(PreTokenizer preTokenizer, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        List<String> pieces = new ArrayList<>();
        int[] ends = new int[7];
        PreTokenizer.Cutter cutter = preTokenizer.cut(utf8, 0, utf8.length);
        int from = 0;
        for (int count = cutter.next(ends); count > 0; count = cutter.next(ends)) {
            for (int piece = 0; piece < count; piece++) {
                pieces.add(new String(utf8, from, ends[piece] - from, StandardCharsets.UTF_8));
                from = ends[piece];
            }
        }
        return pieces;
    }
}
