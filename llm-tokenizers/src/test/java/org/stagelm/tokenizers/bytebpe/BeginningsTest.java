package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.stagelm.tokenizers.Trained;

class BeginningsTest {

    private static final int ASCII = 128;
    private static final String BEHIND = "a sentence of letters"; // near the end of a text a scanner looks at no beginning

    static Stream<Arguments> patterns() {
        return Stream.of(
                Arguments.of(new Gpt2Pattern(), false),
                Arguments.of(new Cl100kPattern(3), false),
                Arguments.of(new Cl100kPattern(1), false),
                Arguments.of(new O200kPattern(3, true), true),
                Arguments.of(new O200kPattern(1, false), true));
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void aScannerCutsAsItsPatternAfterAnyTwoCharacters(PiecePattern pattern, boolean capitalsBegin) {
        Scanner scanner = new Scanner(pattern, capitalsBegin);
        Random random = new Random(27);
        for (int first = 0; first < ASCII; first++) {
            for (int second = 0; second < ASCII; second++) {
                for (int i = 0; i < 20; i++) {
                    String third = i % 2 == 0 ? Character.toString(random.nextInt(ASCII)) : Trained.randomText(random, 1 + random.nextInt(20));
                    byte[] utf8 = ("" + (char) first + (char) second + third + BEHIND).getBytes(StandardCharsets.UTF_8);
                    assertThat(scanner.end(utf8, 0, utf8.length)).as("%d %d %s", first, second, third).isEqualTo(pattern.end(utf8, 0, utf8.length));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void mostPiecesAreSeenAtAGlance(PiecePattern pattern, boolean capitalsBegin) {
        Scanner scanner = new Scanner(pattern, capitalsBegin);
        assertThat(Stream.of("word.", " word ", "Word\n", " Word,").map(text -> seen(scanner, text))).containsExactly(4, 5, 4, 5);
        assertThat(Stream.of("a ", "a.", "1 ").map(text -> seen(scanner, text))).containsOnly(1);
        assertThat(Stream.of("\u00e9.", "a\u00e9", "'s ", "/.").map(text -> seen(scanner, text))).containsOnly(0);
    }

    /** The length that is seen; 0 where this needs a closer look. */
    private static int seen(Scanner scanner, String text) {
        byte[] utf8 = (text + BEHIND).getBytes(StandardCharsets.UTF_8);
        return scanner.length(utf8, 0, PieceKey.eight(utf8, 0), PieceKey.eight(utf8, Long.BYTES));
    }
}
