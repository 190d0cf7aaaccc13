package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.tokenizers.Trained;

/** JTokkit, which reads the same ranks, gives the same ids. */
class JTokkitTest {

    private static final int MEGABYTE = 1 << 20;

    @TestFactory
    Stream<DynamicTest> givesTheSameIds() {
        return forEach((ours, theirs) -> {
            Random random = new Random(12);
            for (int i = 0; i < 4000; i++) {
                String text = i % 2 == 0 ? Trained.randomText(random, random.nextInt(120)) : englishLike(random);
                assertThat(ours.encode(text)).as(text).isEqualTo(theirs.encodeOrdinary(text).toArray());
            }
        });
    }

    /** Words, names, contractions, numbers and punctuation, long enough that whole machine words of letters occur. */
    private static String englishLike(Random random) {
        String[] parts = {" the", " Once", "upon", " HTTPServer", "isn't", "I'LL", "we'vE", " o'clock", ".", ", ", "\n", "\r\n\r\n", "  ", "\t", "!!!/\n",
                " 1234567", "antidisestablishmentarianism", " internationalization", "é", " naïve", "ſ", "'ſ", " ", "😀", "<|endoftext|>", "Ångström",
                "ǅ", "e\u0301", "한국어", " 日本", "_", "://", "a", "B", "Cd", "\u00A0", "²"};
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append(parts[random.nextInt(parts.length)]);
        }
        return text.toString();
    }

    /** Quadratic work would take hours. */
    @TestFactory
    Stream<DynamicTest> aMegabyteThatIsHardToCutTakesSecondsAtMost() {
        byte[] noise = new byte[MEGABYTE / 4 * 3];
        new Random(13).nextBytes(noise);
        Stream<String> texts = Stream.of("a".repeat(MEGABYTE), " ".repeat(MEGABYTE), "\n".repeat(MEGABYTE), "😀".repeat(MEGABYTE / 4),
                "aB".repeat(MEGABYTE / 2), "'".repeat(MEGABYTE), "\u0301".repeat(MEGABYTE / 2), "7".repeat(MEGABYTE),
                Base64.getEncoder().encodeToString(noise));
        return texts.map(text -> DynamicTest.dynamicTest(Character.getName(text.codePointAt(0)), () -> {
            for (ByteBpeTokenizer tokenizer : new ByteBpeTokenizer[] {Ranks.R50K, Ranks.CL100K, Ranks.O200K}) {
                int[] ids = Assertions.assertTimeout(Duration.ofSeconds(20), () -> tokenizer.encode(text));
                assertThat(tokenizer.decode(ids)).isEqualTo(text);
            }
        }));
    }

    private interface Check {
        void check(ByteBpeTokenizer ours, Encoding theirs);
    }

    private static Stream<DynamicTest> forEach(Check check) {
        return Stream.of(EncodingType.R50K_BASE, EncodingType.CL100K_BASE, EncodingType.O200K_BASE).map(type -> DynamicTest.dynamicTest(
                type.getName(), () -> check.check(ours(type), Encodings.newLazyEncodingRegistry().getEncoding(type))));
    }

    private static ByteBpeTokenizer ours(EncodingType type) {
        return switch (type) {
            case R50K_BASE -> Ranks.R50K;
            case CL100K_BASE -> Ranks.CL100K;
            default -> Ranks.O200K;
        };
    }
}
