package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.stagelm.tokenizers.Trained;

class EncodedBytesTest {

    private final ByteBpeTokenizer tokenizer = (ByteBpeTokenizer) Trained.byteBpe("cl100k", 400, Trained.resource("hugging-face/corpus.txt"));

    @Test
    void randomBytesComeBackUnchanged() {
        Random random = new Random(15);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            assertThat(tokenizer.decodeBytes(tokenizer.encodeBytes(bytes))).isEqualTo(bytes);
        }
    }

    /** Texts with some bytes broken: cut-off characters, surrogates, spellings longer than need be. */
    @Test
    void brokenTextsComeBackUnchanged() {
        Random random = new Random(16);
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = Trained.randomText(random, 50).getBytes(StandardCharsets.UTF_8);
            for (int k = 0; k < 3; k++) {
                bytes[random.nextInt(bytes.length)] = (byte) (0x80 + random.nextInt(0x80));
            }
            assertThat(tokenizer.decodeBytes(tokenizer.encodeBytes(bytes))).isEqualTo(bytes);
        }
    }

    @Test
    void aTextsBytesHaveTheTextsIds() {
        Random random = new Random(17);
        for (int i = 0; i < 500; i++) {
            String text = Trained.randomText(random, 60);
            assertThat(tokenizer.encodeBytes(text.getBytes(StandardCharsets.UTF_8))).as(text).isEqualTo(tokenizer.encode(text));
        }
    }

    @Test
    void allCoresGiveTheIdsOfOne() {
        Random random = new Random(18);
        List<String> texts = IntStream.range(0, 300).mapToObj(i -> Trained.randomText(random, 200)).toList();

        List<int[]> together = tokenizer.encodeAll(texts);

        for (int i = 0; i < texts.size(); i++) {
            assertThat(together.get(i)).isEqualTo(tokenizer.encode(texts.get(i)));
        }
    }

    @Test
    void aSpecialTokenIsEncodedWhereTheCallerAllowsIt() {
        int end = tokenizer.endOfText().getAsInt();

        assertThat(tokenizer.encode("a<|endoftext|>b", Set.of("<|endoftext|>"))).contains(end);
        assertThat(tokenizer.encode("a<|endoftext|>b", Set.of())).doesNotContain(end);
    }
}
