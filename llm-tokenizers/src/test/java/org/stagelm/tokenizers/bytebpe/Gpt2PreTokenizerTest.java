package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.stagelm.tokenizers.Trained;

class Gpt2PreTokenizerTest {

    private static final Pattern GPT2 = Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    @Test
    void cutsAsGpt2sPatternDoes() {
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            String text = Trained.randomText(random, random.nextInt(60));
            assertThat(pieces(text)).isEqualTo(GPT2.matcher(text).results().map(MatchResult::group).toList());
        }
    }

    @Test
    void aSpaceGoesWithTheWordBehindIt() {
        assertThat(pieces("I'll say  it's 3 o'clock!!\n\n "))
                .containsExactly("I", "'ll", " say", " ", " it", "'s", " 3", " o", "'", "clock", "!!", "\n\n ");
    }

    private static List<String> pieces(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        List<String> pieces = new ArrayList<>();
        int[] ends = new int[7];
        PreTokenizer.Cutter cutter = new Scanner(new Gpt2Pattern(), false).cut(utf8, 0, utf8.length);
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
