package org.stagelm.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.stagelm.api.component.Choice;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.registry.Registry;
import org.stagelm.experiment.estimate.DecodingMemory;
import org.stagelm.experiment.estimate.ModelCost;
import org.stagelm.experiment.estimate.ProductSpeed;
import org.stagelm.experiment.estimate.TrainingMemory;
import org.stagelm.testkit.reference.ReferenceEngine;

/** Against counts made by hand. */
class EstimateTest {

    private static ModelCost cost(String settings) throws Exception {
        Registry registry = Registry.load();
        Choice<LanguageModel> choice = new ConfigReader(registry).readChoice(Json.mapper().readTree("{\"type\": \"decoder\", \"layers\": 3, \"width\": 8,"
                + " \"context\": 16, \"position\": \"learned\", \"norm\": \"layer-norm\", \"feedForward\": {\"type\": \"mlp\", \"hidden\": 20},"
                + " \"attention\": {\"type\": \"grouped-query\", \"heads\": 4, \"keyValueHeads\": 2, \"bias\": false}" + settings + "}"),
                LanguageModel.class, "test");
        return ModelCost.of(ModelBuilder.build(registry, choice, 10));
    }

    @Test
    void parametersAndOperations() throws Exception {
        ModelCost tied = cost("");
        long attention = 8 * 8 + 2 * 4 * 8 + 8 * 8;
        long mlp = 2 * 20 * 8;
        assertThat(tied.parts()).containsEntry("embedding", 80L).containsEntry("position", 128L).containsEntry("layers attn", 3 * attention)
                .containsEntry("layers mlp", 3 * (mlp + 28)).containsEntry("layers attn_norm", 3L * 16).containsEntry("norm", 16L);
        assertThat(tied.parameters()).isEqualTo(tied.parts().values().stream().mapToLong(Long::longValue).sum());
        assertThat(tied.forwardFlops(16)).isEqualTo(2.0 * (3 * (attention + mlp) + 80) + 4.0 * 3 * 8 * 16);
        assertThat(tied.trainingFlops(16, false)).isEqualTo(3 * tied.forwardFlops(16));
        assertThat(cost(", \"tieEmbeddings\": false").forwardFlops(16)).as("a head of its own is multiplied with as well")
                .isEqualTo(tied.forwardFlops(16));
    }

    @Test
    void memory() throws Exception {
        ModelCost cost = cost("");
        DecodingMemory decoding = DecodingMemory.of(cost, 4);
        assertThat(decoding.cache()).isEqualTo(4.0 * 16 * 3 * 2 * (2 * 2));
        assertThat(decoding.weights()).isEqualTo(4.0 * cost.parameters());
        TrainingMemory all = TrainingMemory.of(cost, 32, 2, false);
        TrainingMemory less = TrainingMemory.of(cost, 32, 2, true);
        assertThat(all.optimizer()).isEqualTo(2 * all.weights());
        assertThat(less.activations()).isLessThan(0.7 * all.activations());
        assertThat(all.total()).isCloseTo(all.weights() * 4 + all.activations(), within(1e-6));
    }

    @Test
    void aSpeedIsMeasured() {
        try (ReferenceEngine engine = new ReferenceEngine()) {
            assertThat(ProductSpeed.measure(engine)).isBetween(1e6, 1e13);
        }
    }
}
