package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.testkit.SharedData;
import org.stagelm.tokenizers.TokenizerFiles;

class Gpt2VectorsTest {

    @Test
    void gpt2sOwnFileGivesTheIdsOfR50k() throws Exception {
        Tokenizer gpt2 = TokenizerFiles.load(SharedData.file("tokenizers/gpt2"));
        List<List<String>> rows = csv(Files.readString(SharedData.file("parity/jtokkit/r50k_base_encodings.csv")));

        assertThat(gpt2.vocabularySize()).isEqualTo(50257);
        assertThat(gpt2.endOfText()).hasValue(50256);
        assertThat(rows).hasSizeGreaterThan(90);
        for (List<String> row : rows.subList(1, rows.size())) {
            int[] expected = Arrays.stream(row.get(1).replaceAll("[\\[\\] ]", "").split(",")).mapToInt(Integer::parseInt).toArray();
            assertThat(gpt2.encode(row.get(0))).as(row.get(0)).isEqualTo(expected);
            assertThat(gpt2.decode(expected)).isEqualTo(row.get(0));
        }
    }

    /** RFC 4180: a field in quotes may hold commas, line feeds and doubled quotes. */
    private static List<List<String>> csv(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append(text.charAt(i++));
                } else {
                    quoted = !quoted;
                }
            } else if (quoted || c != ',' && c != '\n') {
                field.append(c);
            } else {
                row.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    rows.add(row);
                    row = new ArrayList<>();
                }
            }
        }
        return rows;
    }
}
