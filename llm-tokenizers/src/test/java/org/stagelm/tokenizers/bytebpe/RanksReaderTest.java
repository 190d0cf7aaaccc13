package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;

class RanksReaderTest {

    private final List<String> lines = new ArrayList<>();

    RanksReaderTest() {
        for (int b = 0; b < 256; b++) {
            lines.add(line(b, (byte) b));
        }
    }

    @Test
    void readsTokensByRank() throws Exception {
        lines.add(line(256, 'a', 'b'));

        ByteBpeTokenizer tokenizer = read(Map.of("<|end|>", 258));

        assertThat(tokenizer.encode("ab<|end|>")).startsWith(256).doesNotContain(258);
        assertThat(tokenizer.vocabularySize()).isEqualTo(259);
        assertThat(tokenizer.specialTokens()).containsExactly(Map.entry("<|unused_257|>", 257), Map.entry("<|end|>", 258));
        assertThat(tokenizer.token(257)).isEqualTo("<|unused_257|>");
    }

    @Test
    void aSpecialTokenMayHaveAnIdBetweenTheRanks() throws Exception {
        lines.add(line(257, 'a', 'b'));

        assertThat(read(Map.of("<|end|>", 256)).encode("ab")).containsExactly(257);
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() {
        assertFault("YWI=", "line 257", "\"YWI=\"");
        assertFault("Y*I= 256", "line 257", "Base64");
        assertFault("YWI= x", "line 257", "\"x\"");
        assertFault("YWI= -1", "line 257", "\"-1\"");
        assertFault("YWI= 99999999999", "line 257", "99999999999");
        assertFault("YWI= 255", "line 257", "ascend");
        assertFault("YWI= 300", "line 257", "no token has the rank 256");
        assertFault("YQ== 256", "line 257", "has the rank 97 already");
        assertThatThrownBy(() -> read(Map.of("<|end|>", 3))).isInstanceOf(UserError.class).hasMessageContaining("line 4").hasMessageContaining("<|end|>");
        lines.remove(255);
        assertThatThrownBy(() -> read(Map.of())).isInstanceOf(UserError.class).hasMessageContaining("line 255").hasMessageContaining("byte 255");
    }

    private void assertFault(String line, String... named) {
        lines.add(line);
        assertThatThrownBy(() -> read(Map.of())).isInstanceOf(UserError.class).hasMessageStartingWith("my.tiktoken").hasMessageContainingAll(named);
        lines.remove(256);
    }

    private ByteBpeTokenizer read(Map<String, Integer> specials) throws IOException {
        byte[] file = String.join("\n", lines).getBytes(StandardCharsets.US_ASCII);
        return new RanksFile("my.tiktoken", "gpt2", specials).read(new ByteArrayInputStream(file));
    }

    private static String line(int rank, int... bytes) {
        byte[] token = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            token[i] = (byte) bytes[i];
        }
        return Base64.getEncoder().encodeToString(token) + " " + rank;
    }
}
