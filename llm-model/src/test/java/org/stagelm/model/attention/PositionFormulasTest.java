package org.stagelm.model.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.model.Models;
import org.stagelm.testkit.reference.ReferenceEngine;

/** Against what transformers and the code of ALiBi's paper give: {@code benchmarks/rope_reference.py} made the file of their numbers. */
class PositionFormulasTest {

    private static JsonNode reference() throws IOException {
        try (InputStream json = PositionFormulasTest.class.getResourceAsStream("rope-scaling.json")) {
            return Json.mapper().readTree(json);
        }
    }

    static Stream<JsonNode> scalings() throws IOException {
        return StreamSupport.stream(reference().get("rope").spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("scalings")
    void scaledAnglesAreTransformers(JsonNode expected) {
        int size = expected.get("headSize").asInt();
        String config = "{\"type\": \"decoder\", \"layers\": 1, \"width\": " + size + ", \"context\": 8, \"attention\": {\"type\": \"multi-head\", \"heads\": 1},"
                + "\"position\": {\"type\": \"rope\", \"theta\": " + expected.get("theta") + ", \"scaling\": " + expected.get("scaling") + "}}";
        LanguageModel model = Models.build(config, 3);
        try (ReferenceEngine engine = new ReferenceEngine(); BoundModel bound = Models.bind(model, engine)) {
            double[] cos = engine.doubles(value(model, "position.cos"));
            double[] sin = engine.doubles(value(model, "position.sin"));
            double amplitude = expected.get("attentionFactor").asDouble();
            int pairs = size / 2;
            for (int pair = 0; pair < pairs; pair++) {
                double angle = 7 * expected.get("frequencies").get(pair).asDouble();
                // transformers' frequencies are floats, and so are the tables
                assertThat(cos[7 * pairs + pair]).isCloseTo(amplitude * Math.cos(angle), within(2e-6));
                assertThat(sin[7 * pairs + pair]).isCloseTo(amplitude * Math.sin(angle), within(2e-6));
            }
        }
    }

    private static Tensor value(LanguageModel model, String path) {
        return model.parameters().stream().filter(p -> p.path().equals(path)).findFirst().orElseThrow().value();
    }

    static Stream<String> headCounts() throws IOException {
        return StreamSupport.stream(((Iterable<String>) reference().get("alibiSlopes")::fieldNames).spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("headCounts")
    void slopesAreThePapers(String heads) throws IOException {
        float[] slopes = AlibiPosition.slopes(Integer.parseInt(heads));
        JsonNode expected = reference().get("alibiSlopes").get(heads);
        assertThat(slopes).hasSize(expected.size());
        for (int head = 0; head < slopes.length; head++) {
            assertThat((double) slopes[head]).isCloseTo(expected.get(head).asDouble(), within(1e-7)); // half a unit in the last place of a float
        }
    }
}
