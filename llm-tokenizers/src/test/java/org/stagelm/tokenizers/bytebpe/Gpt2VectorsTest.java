package org.stagelm.tokenizers.bytebpe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.stagelm.api.Progress;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.core.json.Json;
import org.stagelm.testkit.SharedData;
import org.stagelm.tokenizers.PlainContext;
import org.stagelm.tokenizers.TokenizerFiles;
import org.stagelm.tokenizers.json.TokenizerJson;

class Gpt2VectorsTest {

    @Test
    void gpt2sOwnFileGivesTheIdsOfR50k() throws Exception {
        Tokenizer gpt2 = TokenizerFiles.load(SharedData.file("tokenizers/gpt2"));

        assertThat(gpt2.vocabularySize()).isEqualTo(50257);
        assertThat(gpt2.endOfText()).hasValue(50256);
        assertGivesTheIdsOf("r50k_base_encodings.csv", gpt2);
    }

    @Test
    void ranksGiveThePublishedIds() throws Exception {
        assertGivesTheIdsOf("r50k_base_encodings.csv", Ranks.R50K);
        assertGivesTheIdsOf("cl100k_base_encodings.csv", Ranks.CL100K);
    }

    @Test
    void theBuiltInTokenizerIsThatOfGpt2sFiles() throws Exception {
        Gpt2Component component = new Gpt2Component();
        Tokenizer gpt2 = component.create(component.defaults(), new PlainContext()).train(Stream.empty(), Progress.none());
        JsonNode ids = Json.read(SharedData.file("tokenizers/gpt2/encoder.json"));

        assertThat(gpt2.vocabularySize()).isEqualTo(ids.size());
        for (int id = 0; id < gpt2.vocabularySize(); id++) {
            assertThat(ids.path(gpt2.token(id)).asInt(-1)).as(gpt2.token(id)).isEqualTo(id);
        }
        assertThat(gpt2.specialTokens()).containsExactly(Map.entry("<|endoftext|>", 50256));
    }

    /** Also encoder.json and vocab.bpe, which GPT-2 was published with, say what its tokenizer.json says. */
    @Test
    void gpt2sTokenizerJsonHasTheTokensAndMergesOfItsFirstFiles() throws Exception {
        ByteLevelJson json = ByteLevelJson.of(TokenizerJson.read(SharedData.file("tokenizers/gpt2/tokenizer.json"))).orElseThrow();
        JsonNode ids = Json.read(SharedData.file("tokenizers/gpt2/encoder.json"));
        List<String> merges = Files.readAllLines(SharedData.file("tokenizers/gpt2/vocab.bpe"));

        assertThat(json.tokens()).hasSize(ids.size()).allSatisfy(token -> assertThat(json.tokens().get(ids.get(token).intValue())).isEqualTo(token));
        assertThat(json.merges()).hasSize(50_000);
        for (int rank = 0; rank < json.merges().size(); rank++) {
            TokenizerJson.Merge merge = json.merges().get(rank);
            assertThat(json.tokens().get(merge.left()) + " " + json.tokens().get(merge.right())).isEqualTo(merges.get(rank + 1)); // after the version
        }
    }

    private static void assertGivesTheIdsOf(String vectors, Tokenizer tokenizer) throws IOException {
        List<List<String>> rows = csv(Files.readString(SharedData.file("parity/jtokkit/" + vectors)));
        assertThat(rows).hasSizeGreaterThan(90);
        for (List<String> row : rows.subList(1, rows.size())) {
            int[] expected = Arrays.stream(row.get(1).replaceAll("[\\[\\] ]", "").split(",")).mapToInt(Integer::parseInt).toArray();
            assertThat(tokenizer.encode(row.get(0))).as(row.get(0)).isEqualTo(expected);
            assertThat(tokenizer.decode(expected)).isEqualTo(row.get(0));
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
