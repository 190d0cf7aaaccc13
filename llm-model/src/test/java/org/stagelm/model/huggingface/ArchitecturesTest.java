package org.stagelm.model.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.stagelm.api.layer.FolderLayout.StoredTensor;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.Purpose;
import org.stagelm.model.Models;
import org.stagelm.testkit.reference.ReferenceEngine;

/**
 * One tiny model of each architecture that transformers and StageLM share: read from transformers' config, given the weights of a rule, it has transformers'
 * logits. {@code benchmarks/architectures_reference.py} made the file of them.
 */
class ArchitecturesTest {

    private static JsonNode reference() throws IOException {
        try (InputStream json = ArchitecturesTest.class.getResourceAsStream("architectures.json")) {
            return Json.mapper().readTree(json);
        }
    }

    static Stream<String> names() throws IOException {
        return StreamSupport.stream(((Iterable<String>) reference().get("models")::fieldNames).spliterator(), false);
    }

    @ParameterizedTest
    @MethodSource("names")
    void logitsAreThoseOfTransformers(String name) throws IOException {
        JsonNode expected = reference().get("models").get(name);
        LanguageModel model = read(expected.get("config"));
        assertLogits(name, model, expected.get("logits"));
    }

    /** What is written opens as the same model, here as there: also in the older form, without what transformers adds by itself. */
    @ParameterizedTest
    @MethodSource("names")
    void whatIsWrittenIsReadAsTheSameModel(String name) throws IOException {
        JsonNode expected = reference().get("models").get(name);
        ObjectNode written = Json.mapper().valueToTree(read(expected.get("config")).layout().config());
        assertThat(written.get("model_type")).isEqualTo(expected.get("config").get("model_type"));
        assertLogits(name, read(written), expected.get("logits"));
    }

    private static LanguageModel read(JsonNode config) {
        return Models.build(Models.complete(HuggingFaceConfigs.toChoice(config)), HuggingFaceConfigs.vocabulary(config));
    }

    private static void assertLogits(String name, LanguageModel model, JsonNode expected) throws IOException {
        List<Integer> ids = new ArrayList<>();
        reference().get("ids").forEach(id -> ids.add(id.intValue()));
        Map<String, float[]> values = values(model, name.startsWith("gemma"));
        try (ReferenceEngine engine = new ReferenceEngine();
                BoundModel bound = BoundModel.bind(model, engine, Purpose.GENERATION, parameter -> values.get(parameter.path()))) {
            double[] logits = Models.logits(bound, ids.stream().mapToInt(Integer::intValue).toArray());
            assertThat(logits).hasSize(expected.size());
            for (int i = 0; i < logits.length; i++) {
                assertThat(logits[i]).as(name + ", logit " + i).isCloseTo(expected.get(i).asDouble(), within(1e-4)); // theirs are computed in float
            }
        }
    }

    /** The values of each parameter, by the names of the tensors that hold them. */
    private static Map<String, float[]> values(LanguageModel model, boolean addsOne) {
        Map<String, Parameter> byPath = new HashMap<>();
        model.parameters().forEach(parameter -> byPath.put(parameter.path(), parameter));
        Map<String, float[]> values = new HashMap<>();
        for (StoredTensor tensor : model.layout().tensors()) {
            List<Parameter> parts = tensor.parameters().stream().map(byPath::get).toList();
            int rows = (int) parts.stream().mapToLong(part -> part.shape()[0]).sum();
            int columns = parts.get(0).shape().length > 1 ? (int) parts.get(0).shape()[1] : 1;
            boolean gain = columns == 1 && tensor.name().endsWith("weight") && !addsOne;
            int firstRow = 0;
            for (Parameter part : parts) {
                float[] numbers = new float[(int) part.elements()];
                for (int i = 0; i < numbers.length; i++) {
                    int row = firstRow + i / columns;
                    int index = tensor.transposed() ? i % columns * rows + row : row * columns + i % columns;
                    numbers[i] = (float) (byRule(tensor.name(), index) + (gain ? 1 : 0));
                }
                values.put(part.path(), numbers);
                firstRow += numbers.length / columns;
            }
        }
        return values;
    }

    private static double byRule(String name, int index) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        boolean embedding = name.contains("embed") || name.contains(".wte.") || name.contains(".wpe.");
        return (embedding ? 0.2 : 0.9) * Math.sin(crc.getValue() % 1000 + 0.7 * index);
    }
}
