package org.stagelm.tokenizers.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartialUtf8Test {

    /** Unicode 15, tables 3-8 to 3-11, a question mark for each U+FFFD; and a character that breaks off. */
    @ParameterizedTest
    @CsvSource({
        "C0AFE080BFF08182 41, ????????A",
        "EDA080EDBFBFEDAF 41, ????????A",
        "F4919293FF4180BF 42, ?????A??B",
        "E180E2F09192F1BF 41, ????A",
        "F09F98, ?",
        "41F09F9880, A😀",
    })
    void brokenBytesBecomeReplacementCharacters(String hex, String text) {
        assertThat(PartialUtf8.decode(HexFormat.of().parseHex(hex.replace(" ", "")))).isEqualTo(text.replace('?', '\uFFFD'));
    }

    @Test
    void partsGiveTheSameTextAsTheWhole() {
        Random random = new Random(1);
        byte[] often = "a\u00e9\u65e5😀\uD7FF".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = random.nextBoolean() ? often[random.nextInt(often.length)] : (byte) random.nextInt(256);
            }
            PartialUtf8 decoder = new PartialUtf8();
            StringBuilder text = new StringBuilder();
            for (int from = 0; from < bytes.length;) {
                int to = from + 1 + random.nextInt(bytes.length - from);
                text.append(decoder.next(Arrays.copyOfRange(bytes, from, to)));
                from = to;
            }
            assertThat(text + decoder.end()).as(Arrays.toString(bytes)).isEqualTo(PartialUtf8.decode(bytes));
        }
    }

    @Test
    void textComesBack() {
        String text = "a é 日本 😀 \uFFFD \uD7FF\uE000\uFFFF";
        assertThat(PartialUtf8.decode(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    }
}
