package org.stagelm.tokenizers.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {

    @Test
    void anUnpairedSurrogateIsThatOfTheReplacementCharacterAndAQuestionMarkIsOne() {
        assertThat(text("is it? \uD83D?\uDE00 \uD83D\uDE00 ??é\uDC00")).isEqualTo("is it? \uFFFD?\uFFFD \uD83D\uDE00 ??é\uFFFD");
        assertThat(text("\uD83D")).isEqualTo("\uFFFD");
        assertThat(text("????????????????????")).isEqualTo("????????????????????");
    }

    @Test
    void randomTextsAreThoseThatEachOfTheirCharactersGives() {
        Random random = new Random(8);
        for (int i = 0; i < 5000; i++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(40); k > 0; k--) {
                text.append("a?\u00BF\u3F3F\uD83D\uDE00@>\uBFBF".charAt(random.nextInt(9)));
            }
            StringBuilder expected = new StringBuilder();
            text.codePoints().forEach(c -> expected.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c));
            assertThat(text(text.toString())).isEqualTo(expected.toString());
        }
    }

    private static String text(String text) {
        return new String(Utf8.bytes(text), StandardCharsets.UTF_8);
    }
}
