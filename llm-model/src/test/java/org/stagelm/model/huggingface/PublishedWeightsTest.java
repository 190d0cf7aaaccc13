package org.stagelm.model.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stagelm.api.layer.FolderLayout.StoredTensor;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.Purpose;
import org.stagelm.core.safetensors.SafetensorsFile;
import org.stagelm.model.Models;
import org.stagelm.testkit.SharedData;
import org.stagelm.testkit.reference.ReferenceEngine;

/** Weights that others trained and stored give, by the layouts of this package, the logits that others compute. */
class PublishedWeightsTest {

    @Test
    void stories260KGivesTheLogitsOfTheReferenceProgram() {
        Path folder = SharedData.file("weights/stories260K/hf");
        try (SafetensorsFile reference = SafetensorsFile.open(SharedData.file("parity/stories260K/reference_logits.safetensors"))) {
            int[] ids = Arrays.stream(reference.integers("token_ids")).limit(64).mapToInt(Math::toIntExact).toArray();
            float[] expected = reference.floats("logits_first64");
            double[] actual = logits(folder, ids);
            for (int i = 0; i < expected.length; i++) {
                assertThat(actual[i]).isCloseTo(expected[i], within(1e-4)); // the C program sums logits of up to 20 in floats
            }
        }
    }

    /** The numbers were computed from the same file by sixty lines of Python that loop over GPT-2's formulas, without any library. */
    @Test
    void tinyGpt2GivesTheLogitsOfAPlainLoop() {
        double[][] expected = {{-0.0203936, 0.178699, -0.0668836, 0.135194}, {-0.1777673, 0.0504747, 0.0823258, -0.0537831},
            {-0.1879969, 0.0958483, -0.1055939, 0.0215403}, {-0.131542, 0.1649241, 0.0009823, 0.102949}};
        int[] tokens = {0, 1, 500, 999};
        double[] logits = logits(SharedData.file("weights/tiny-random-gpt2"), 1, 2, 3, 4);
        for (int t = 0; t < expected.length; t++) {
            for (int i = 0; i < tokens.length; i++) {
                assertThat(logits[t * 1000 + tokens[i]]).isCloseTo(expected[t][i], within(1e-7)); // both in double precision; rounded to 7 places
            }
        }
    }

    private static double[] logits(Path folder, int... ids) {
        JsonNode config = Json.read(folder.resolve("config.json"));
        LanguageModel model = Models.build(Models.complete(HuggingFaceConfigs.toChoice(config)), HuggingFaceConfigs.vocabulary(config));
        try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("model.safetensors")); ReferenceEngine engine = new ReferenceEngine()) {
            Map<String, float[]> values = parameters(model, file);
            try (BoundModel bound = BoundModel.bind(model, engine, Purpose.GENERATION, p -> values.get(p.path()))) {
                return Models.logits(bound, ids);
            }
        }
    }

    /** Reads a file by the model's layout, the long way round. */
    private static Map<String, float[]> parameters(LanguageModel model, SafetensorsFile file) {
        Map<String, Integer> sizes = new HashMap<>();
        model.parameters().forEach(p -> sizes.put(p.path(), Math.toIntExact(p.elements())));
        Map<String, float[]> values = new HashMap<>();
        for (StoredTensor tensor : model.layout().tensors()) {
            float[] stored = file.floats(tensor.name());
            float[] rows = tensor.transposed() ? transposed(stored, file.shape(tensor.name())) : stored;
            int from = 0;
            for (String path : tensor.parameters()) {
                values.put(path, Arrays.copyOfRange(rows, from, from + sizes.get(path)));
                from += sizes.get(path);
            }
            assertThat(from).as(tensor.name()).isEqualTo(stored.length);
        }
        return values;
    }

    private static float[] transposed(float[] x, long[] shape) {
        int rows = (int) shape[0];
        int columns = (int) shape[1];
        float[] to = new float[x.length];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                to[c * rows + r] = x[r * columns + c];
            }
        }
        return to;
    }
}
