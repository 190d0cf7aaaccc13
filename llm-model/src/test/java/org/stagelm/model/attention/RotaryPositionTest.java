package org.stagelm.model.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.model.Models;
import org.stagelm.testkit.SharedData;
import org.stagelm.testkit.reference.ReferenceEngine;

class RotaryPositionTest {

    @Test
    void rotationEqualsPyTorch() {
        JsonNode vectors = Json.read(SharedData.file("parity/rope/rope_pytorch_vectors.json"));
        int offset = vectors.get("position_offset").asInt();
        LanguageModel model = Models.build("""
                {'type': 'decoder', 'layers': 1, 'width': 16, 'context': 20, 'attention': {'type': 'multi-head', 'heads': 2}}""", 3);
        try (ReferenceEngine engine = new ReferenceEngine(); BoundModel bound = Models.bind(model, engine); Scope scope = engine.scope()) {
            Tensor positions = engine.arange(Dim.of(offset), Dim.of(4));
            Rotary rotary = new Rotary(table(model, "position.cos").gather(positions), table(model, "position.sin").gather(positions), false);
            for (String name : new String[] {"q", "k"}) {
                Tensor turned = engine.rotate(engine.constant(numbers(vectors.get(name + "_in")), 1, 2, 4, 8), rotary);
                float[] expected = numbers(vectors.get(name + "_expected"));
                double[] actual = engine.doubles(turned);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(actual[i]).isCloseTo(expected[i], within(1e-6)); // PyTorch's numbers are floats around 1
                }
            }
        }
    }

    private static Tensor table(LanguageModel model, String path) {
        return model.parameters().stream().filter(p -> p.path().equals(path)).map(Parameter::value).findFirst().orElseThrow();
    }

    private static float[] numbers(JsonNode list) {
        float[] values = new float[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) list.get(i).asDouble();
        }
        return values;
    }

    @Test
    void aFractionRotatesTheFirstDimensionsOnly() {
        LanguageModel model = Models.build("""
                {'type': 'decoder', 'layers': 1, 'width': 16, 'context': 20, 'attention': {'type': 'multi-head', 'heads': 2},
                 'position': {'type': 'rope', 'fraction': 0.5}}""", 3);
        assertThat(model.parameters()).extracting(Parameter::toString).contains("position.cos [20, 2] CONSTANT", "position.sin [20, 2] CONSTANT");
    }
}
