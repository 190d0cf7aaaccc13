package org.stagelm.core.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.layer.Parameter;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.Purpose;
import org.stagelm.core.safetensors.SafetensorsFile;
import org.stagelm.core.safetensors.SafetensorsWriter;
import org.stagelm.core.safetensors.SafetensorsWriter.Entry;
import org.stagelm.testkit.reference.ReferenceEngine;

class ModelFolderTest {

    private static final int VOCABULARY = 257;

    private final ReferenceEngine engine = new ReferenceEngine();

    @TempDir
    private Path folder;

    @Test
    void aModelIsTheSameAfterWritingAndReading() {
        for (TinyModel.Settings settings : List.of(TinyModel.Settings.TIED, TinyModel.Settings.OWN_HEAD,
                new TinyModel.Settings(8, 2, 16, false, false, true))) {
            try (BoundModel written = write(settings); BoundModel read = load(settings)) {
                assertSameValues(written, read);
            }
        }
    }

    @Test
    void theFilesSayWhatOtherToolsNeed() {
        write(TinyModel.Settings.TIED).close();
        JsonNode config = Json.read(folder.resolve("config.json"));
        assertThat(config.get("model_type").asText()).isEqualTo("tiny");
        assertThat(config.get("bos_token_id").asInt()).isEqualTo(256);
        assertThat(config.get("eos_token_id").asInt()).isEqualTo(256);
        assertThat(Json.read(folder.resolve("generation_config.json")).get("eos_token_id").asInt()).isEqualTo(256);
        assertThat(Json.read(folder.resolve("stagelm.json")).get("name").asText()).isEqualTo("test");
        assertThat(folder.resolve("tokenizer.json")).exists();
        assertThat(ModelFolder.isModelFolder(folder)).isTrue();
        assertThat(ModelFolder.isModelFolder(folder.getParent())).isFalse();
        try (SafetensorsFile weights = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            assertThat(weights.metadata()).containsEntry("format", "pt");
            assertThat(weights.names()).containsExactly("transformer.wte.weight", "transformer.wpe.weight", "transformer.h.0.attn.c_attn.weight",
                    "transformer.h.0.attn.c_attn.bias");
        }
    }

    @Test
    void aModelOfItsOwnKindSaysSoAndHasNoIdsThatEndATextByMistake() {
        TinyModel.Settings own = new TinyModel.Settings(8, 2, 16, true, false, true);
        try (BoundModel model = BoundModel.initialize(TinyModel.build(own, VOCABULARY), engine, 3)) {
            ModelFolder.write(folder, model, Json.mapper().createObjectNode(), new ByteTokenizer(false));
        }
        JsonNode config = Json.read(folder.resolve("config.json"));
        assertThat(config.get("model_type").asText()).isEqualTo("stagelm");
        assertThat(config.get("eos_token_id").isNull()).isTrue();
        assertThat(Json.read(folder.resolve("generation_config.json")).size()).isZero();
    }

    @Test
    void queriesKeysAndValuesStandSideBySideInTheTransposedTensor() {
        try (BoundModel model = write(TinyModel.Settings.TIED); SafetensorsFile weights = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            assertThat(weights.shape("transformer.h.0.attn.c_attn.weight")).containsExactly(8, 24);
            float[] packed = weights.floats("transformer.h.0.attn.c_attn.weight");
            float[] key = model.read(parameter(model, "k_proj.weight")); // [out, in]
            for (int out = 0; out < 8; out++) {
                for (int in = 0; in < 8; in++) {
                    assertThat(packed[in * 24 + 8 + out]).isEqualTo(key[out * 8 + in]);
                }
            }
        }
    }

    @Test
    void theModelsPrefixMayBeMissing() {
        try (BoundModel written = write(TinyModel.Settings.TIED)) {
            change(tensors -> {
                Map<String, Entry> bare = new LinkedHashMap<>();
                tensors.forEach((name, entry) -> bare.put(name.replace("transformer.", ""), entry));
                tensors.clear();
                tensors.putAll(bare);
            });
            try (BoundModel read = load(TinyModel.Settings.TIED)) {
                assertSameValues(written, read);
            }
        }
    }

    @Test
    void allFaultsAreReportedTogether() {
        write(TinyModel.Settings.TIED).close();
        change(tensors -> {
            tensors.remove("transformer.wpe.weight");
            tensors.put("transformer.h.0.attn.c_attn.bias", entry(new float[23], 23));
            tensors.put("transformer.h.7.ln_1.weight", entry(new float[8], 8));
        });
        assertThatThrownBy(() -> load(TinyModel.Settings.TIED)).isInstanceOf(UserError.class).hasMessageContaining(folder.toString())
                .hasMessageContaining("3 faults")
                .hasMessageContaining("transformer.wpe.weight [16, 8] is missing")
                .hasMessageContaining("transformer.h.0.attn.c_attn.bias is [23] in the file, but [24] in the model")
                .hasMessageContaining("transformer.h.7.ln_1.weight [8] is not part of the model");
        assertThat(engine.livingTensors()).isZero();
    }

    @Test
    void aFileOfAnotherModelGivesAListThatEnds() {
        write(TinyModel.Settings.TIED).close();
        change(tensors -> {
            for (int i = 0; i < 1000; i++) {
                tensors.put("other." + i, entry(new float[1], 1));
            }
        });
        assertThatThrownBy(() -> load(TinyModel.Settings.TIED)).isInstanceOf(UserError.class).hasMessageContaining("and 980 more");
    }

    @Test
    void buffersOfOtherToolsAreLeftAlone() {
        try (BoundModel written = write(TinyModel.Settings.TIED)) {
            change(tensors -> {
                tensors.put("transformer.h.0.attn.bias", entry(new float[4], 1, 1, 2, 2));
                tensors.put("h.0.attn.masked_bias", entry(new float[1]));
                tensors.put("model.layers.0.self_attn.rotary_emb.inv_freq", entry(new float[2], 2));
            });
            try (BoundModel read = load(TinyModel.Settings.TIED)) {
                assertSameValues(written, read);
            }
        }
    }

    @Test
    void aTiedHeadMayBeStoredTwiceIfItIsTheSame() {
        try (BoundModel written = write(TinyModel.Settings.TIED)) {
            float[] embedding = written.read(parameter(written, "embedding.weight"));
            change(tensors -> tensors.put("lm_head.weight", entry(embedding, VOCABULARY, 8)));
            try (BoundModel read = load(TinyModel.Settings.TIED)) {
                assertSameValues(written, read);
            }
            float[] other = embedding.clone();
            other[other.length - 1]++;
            change(tensors -> tensors.put("lm_head.weight", entry(other, VOCABULARY, 8)));
            assertThatThrownBy(() -> load(TinyModel.Settings.TIED)).isInstanceOf(UserError.class).hasMessageContaining("lm_head.weight differs")
                    .hasMessageContaining("tieEmbeddings");
        }
    }

    @Test
    void aHeadOfItsOwnMustBeThere() {
        write(TinyModel.Settings.TIED).close();
        assertThatThrownBy(() -> load(TinyModel.Settings.OWN_HEAD)).isInstanceOf(UserError.class)
                .hasMessageContaining("lm_head.weight [257, 8] is missing");
    }

    @Test
    void aWeightThatIsNoNumberIsRefused() {
        write(TinyModel.Settings.TIED).close();
        float[] broken = new float[128];
        broken[100] = Float.NaN;
        change(tensors -> tensors.put("transformer.wpe.weight", entry(broken, 16, 8)));
        assertThatThrownBy(() -> load(TinyModel.Settings.TIED)).isInstanceOf(UserError.class).hasMessageContaining("transformer.wpe.weight has NaN")
                .hasMessageContaining("element 100");
        assertThat(engine.livingTensors()).isZero();
    }

    @Test
    void integersAreNoWeights() throws IOException {
        write(TinyModel.Settings.TIED).close();
        String header = "{\"transformer.wpe.weight\":{\"dtype\":\"I64\",\"shape\":[16,8],\"data_offsets\":[0,1024]}}";
        Files.write(folder.resolve("model.safetensors"), ByteBuffer.allocate(8 + header.length() + 1024).order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length()).put(header.getBytes(StandardCharsets.UTF_8)).array());
        assertThatThrownBy(() -> load(TinyModel.Settings.TIED)).isInstanceOf(UserError.class)
                .hasMessageContaining("transformer.wpe.weight is of the type I64");
    }

    @Test
    void weightsMayLieInSeveralFiles() throws IOException {
        try (BoundModel written = write(TinyModel.Settings.TIED)) {
            Map<String, Entry> all = read();
            List<String> names = new ArrayList<>(all.keySet());
            Map<String, String> index = new LinkedHashMap<>();
            for (int half = 0; half < 2; half++) {
                String file = "model-0000" + (half + 1) + "-of-00002.safetensors";
                List<Entry> part = new ArrayList<>();
                for (String name : names.subList(half * 2, half * 2 + 2)) {
                    part.add(new Entry(name, all.get(name).shape(), all.get(name).values()));
                    index.put(name, file);
                }
                SafetensorsWriter.write(folder.resolve(file), Map.of(), part);
            }
            Files.delete(folder.resolve("model.safetensors"));
            Json.write(folder.resolve("model.safetensors.index.json"), Map.of("weight_map", index));
            assertThat(ModelFolder.isModelFolder(folder)).isTrue();
            try (BoundModel read = load(TinyModel.Settings.TIED)) {
                assertSameValues(written, read);
            }
            index.replaceAll((name, file) -> "../../etc/model.safetensors");
            Json.write(folder.resolve("model.safetensors.index.json"), Map.of("weight_map", index));
            assertThatThrownBy(() -> load(TinyModel.Settings.TIED)).isInstanceOf(UserError.class).hasMessageContaining("same folder");
        }
    }

    @Test
    void pickledWeightsAreNamedAndNotRead() throws IOException {
        Files.createFile(folder.resolve("pytorch_model.bin"));
        assertThatThrownBy(() -> load(TinyModel.Settings.TIED)).isInstanceOf(UserError.class).hasMessageContaining("pickled");
    }

    private BoundModel write(TinyModel.Settings settings) {
        BoundModel model = BoundModel.initialize(TinyModel.build(settings, VOCABULARY), engine, 7);
        ModelFolder.write(folder, model, Json.mapper().createObjectNode().put("name", "test"), new ByteTokenizer(true));
        return model;
    }

    private BoundModel load(TinyModel.Settings settings) {
        return ModelFolder.load(folder, TinyModel.build(settings, VOCABULARY), engine, Purpose.TRAINING);
    }

    private Map<String, Entry> read() {
        Map<String, Entry> tensors = new LinkedHashMap<>();
        try (SafetensorsFile weights = SafetensorsFile.open(folder.resolve("model.safetensors"))) {
            for (String name : weights.names()) {
                tensors.put(name, entry(weights.floats(name), weights.shape(name)));
            }
        }
        return tensors;
    }

    private void change(Consumer<Map<String, Entry>> change) {
        Map<String, Entry> tensors = read();
        change.accept(tensors);
        SafetensorsWriter.write(folder.resolve("model.safetensors"), Map.of(),
                tensors.entrySet().stream().map(e -> new Entry(e.getKey(), e.getValue().shape(), e.getValue().values())).toList());
    }

    private static Entry entry(float[] values, long... shape) {
        return new Entry("", shape, () -> values);
    }

    private static Parameter parameter(BoundModel model, String path) {
        return model.trainable().stream().filter(p -> p.path().equals(path)).findFirst().orElseThrow();
    }

    private static void assertSameValues(BoundModel a, BoundModel b) {
        for (Parameter parameter : a.trainable()) {
            float[] values = a.read(parameter);
            assertThat(Arrays.equals(values, b.read(parameter(b, parameter.path())))).as(parameter.path()).isTrue();
        }
    }
}
