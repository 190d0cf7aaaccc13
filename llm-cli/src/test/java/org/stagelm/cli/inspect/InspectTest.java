package org.stagelm.cli.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Role;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.registry.Registry;
import org.stagelm.testkit.reference.ReferenceEngine;

class InspectTest {

    @TempDir
    private Path folder;

    private static LookingPass pass(String position, int... ids) throws Exception {
        Registry registry = Registry.load();
        Choice<LanguageModel> choice = new ConfigReader(registry).readChoice(Json.mapper().readTree("""
                {"type": "decoder", "layers": 2, "width": 16, "context": 8, "position": "%s",
                 "attention": {"type": "grouped-query", "heads": 4, "keyValueHeads": 2}}""".formatted(position)), LanguageModel.class, "test");
        try (ReferenceEngine engine = new ReferenceEngine();
                BoundModel model = BoundModel.initialize(ModelBuilder.build(registry, choice, 20), engine, 5)) {
            return LookingPass.over(model, ids);
        }
    }

    @Test
    void attentionWeightsAreCausalAndSumToOne() throws Exception {
        Map<String, float[][][]> attentions = pass("rope", 3, 1, 4, 1, 5).attentions();
        assertThat(attentions).containsOnlyKeys("layers.0.attn", "layers.1.attn");
        for (float[][][] heads : attentions.values()) {
            assertThat(heads).hasNumberOfRows(4);
            for (float[][] head : heads) {
                for (int query = 0; query < 5; query++) {
                    float sum = 0;
                    for (int key = 0; key < 5; key++) {
                        sum += head[query][key];
                        assertThat(head[query][key]).isBetween(0f, 1f);
                        if (key > query) {
                            assertThat(head[query][key]).isZero();
                        }
                    }
                    assertThat(sum).isCloseTo(1, within(1e-6f));
                }
            }
        }
    }

    @Test
    void whatThePositionAddsIsSeen() throws Exception {
        LookingPass rope = pass("rope", 3, 1, 3);
        assertThat(rope.positioned()).isDeepEqualTo(rope.embedded());
        LookingPass learned = pass("learned", 3, 1, 3);
        assertThat(learned.embedded()[0]).isEqualTo(learned.embedded()[2]);
        assertThat(learned.positioned()[0]).isNotEqualTo(learned.positioned()[2]);
        assertThatThrownBy(() -> pass("rope", 1, 2, 3, 4, 5, 6, 7, 8, 9)).isInstanceOf(UserError.class).hasMessageContaining("9 tokens");
    }

    @Test
    void equalBlocksStandOnce() {
        Initializer zero = Initializer.constant(0);
        List<String> lines = LayerTree.of("model", List.of(new Parameter("embedding.weight", Role.EMBEDDING, zero, 10, 4),
                new Parameter("layers.0.attn.weight", Role.MATRIX, zero, 4, 4), new Parameter("layers.1.attn.weight", Role.MATRIX, zero, 4, 4),
                new Parameter("layers.2.attn.weight", Role.MATRIX, zero, 8, 4), new Parameter("table", Role.CONSTANT, zero, 9))).lines();
        assertThat(lines).extracting(line -> line.strip().replaceAll(" +", " ")).containsExactly("model 104", "embedding 40", "weight [10, 4] 40", "layers 64",
                "0 … 1 2 × 16", "attn 16", "weight [4, 4] 16", "2 32", "attn 32", "weight [8, 4] 32");
    }

    /** Points on a line in three dimensions, so that the first component shows all; against the distances, which a map keeps. */
    @Test
    void aMapKeepsTheDistancesOfWhatLiesInAPlane() {
        Map<String, float[][]> words = new LinkedHashMap<>();
        double[][] plane = {{0, 0}, {3, 1}, {-2, 5}, {4, -4}, {1, 1}};
        double[] u = {2.0 / 3, 2.0 / 3, 1.0 / 3};
        double[] v = {-2.0 / 3, 1.0 / 3, 2.0 / 3};
        for (double[] p : plane) {
            float[] vector = new float[3];
            for (int i = 0; i < 3; i++) {
                vector[i] = (float) (7 + p[0] * u[i] + p[1] * v[i]);
            }
            words.put(Arrays.toString(p), new float[][] {vector});
        }
        VectorMap map = VectorMap.of(WordVectors.of(words));
        assertThat(map.explained()[0]).isGreaterThan(map.explained()[1]);
        assertThat(map.explained()[0] + map.explained()[1]).isCloseTo(1, within(1e-9));
        for (int i = 0; i < plane.length; i++) {
            for (int j = 0; j < i; j++) {
                double expected = Math.hypot(plane[i][0] - plane[j][0], plane[i][1] - plane[j][1]);
                double seen = Math.hypot(map.points()[i][0] - map.points()[j][0], map.points()[i][1] - map.points()[j][1]);
                assertThat(seen).isCloseTo(expected, within(1e-5)); // the vectors are float
            }
        }
    }

    @Test
    void nearestIsByTheAngle() {
        WordVectors words = WordVectors.of(new LinkedHashMap<>(Map.of("east", new float[][] {{1, 0}}, "far-east", new float[][] {{9, 1}},
                "north", new float[][] {{0, 1}}, "north-east", new float[][] {{1, 0}, {0, 1}})));
        assertThat(words.nearest("east", 2)).extracting(WordVectors.Neighbour::word).containsExactly("far-east", "north-east");
        assertThat(words.nearest("east", 9).get(1).cosine()).isCloseTo(Math.sqrt(0.5), within(1e-9));
    }

    /** The book's example of temperature: Raschka, Build a Large Language Model (From Scratch), section 5.3. */
    @Test
    void aTableOfLogitsIsDrawnFromAsItsProbabilitiesSay() throws Exception {
        Path file = Files.writeString(folder.resolve("table.json"), """
                {"closer": 4.51, "every": 0.89, "effort": -1.90, "forward": 6.75, "inches": 1.63, "moves": -1.62, "pizza": -1.89, "toward": 6.28, "you": 1.79}""");
        NextTokens.Table table = NextTokens.Table.read(file);
        NextTokens next = NextTokens.of(table.logits(), table.tokens()::get, List.of(), 123);
        assertThat(next.rows()).extracting(NextTokens.Row::token).startsWith("forward", "toward", "closer").hasSize(9);
        assertThat(next.rows().get(0).before()).isCloseTo(0.5721, within(5e-4));
        assertThat(next.rows().get(1).before()).isCloseTo(0.3576, within(5e-4));
        assertThat(next.rest().before()).isCloseTo(0, within(1e-9));
        double deviation = Math.sqrt(0.5721 * (1 - 0.5721) / NextTokens.DRAWS);
        assertThat(next.rows().get(0).drawn()).isCloseTo(0.5721, within(4 * deviation));
        assertThat(next.rows().stream().mapToDouble(NextTokens.Row::drawn).sum()).isCloseTo(1, within(1e-9));
    }

    @Test
    void thePageNeedsNothingElse() {
        String page = AttentionPage.of(List.of("</script>", "b"), Map.of("layers.0.attn", new float[][][] {{{1, 0}, {0.25f, 0.75f}}}));
        assertThat(page).doesNotContain("http").doesNotContain("src=").contains("[1.0000,0],[0.2500,0.7500]").contains("\\u003c/script>");
        assertThat(page.split("</script>", -1)).hasSize(2);
    }

    @Test
    void brokenFilesAreNamed() throws Exception {
        Path uneven = Files.writeString(folder.resolve("uneven.json"), "{\"a\": [1, 2], \"b\": [1]}");
        assertThatThrownBy(() -> WordVectors.read(uneven)).isInstanceOf(UserError.class).hasMessageContaining("\"b\" has 1 numbers, that of \"a\" 2");
        Path word = Files.writeString(folder.resolve("word.json"), "{\"a\": \"x\"}");
        assertThatThrownBy(() -> NextTokens.Table.read(word)).isInstanceOf(UserError.class).hasMessageContaining("the logit of \"a\" must be a number");
        assertThatThrownBy(() -> WordVectors.words(folder.resolve("none.txt"))).isInstanceOf(UserError.class).hasMessageContaining("none.txt");
    }
}
