package org.stagelm.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.registry.Registry;
import org.stagelm.testkit.architecture.ModuleRules;
import org.stagelm.testkit.reference.ReferenceEngine;

/** The files have the names, places and forms that other tools expect. That they compute the right logits is tested with the runtime. */
class ExportedFilesTest {

    private static final String CONFIG = "{'type': 'decoder', 'layers': 2, 'width': 32, 'context': 40, 'tieEmbeddings': true, 'position': 'rope', "
            + "'norm': 'rms-norm', 'attention': {'type': 'grouped-query', 'heads': 4, 'keyValueHeads': 2}, 'feedForward': 'swiglu'}";

    @TempDir
    private static Path folder;

    private static BoundModel model;
    private static ExportResult result;
    private static GraphProto graph;

    @BeforeAll
    static void export() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{}");
        Files.writeString(folder.resolve("tokenizer.json"), "{}");
        Files.writeString(folder.resolve("model.safetensors"), "weights");
        model = BoundModel.initialize(decoder(), new ReferenceEngine(), 1);
        result = OnnxExporter.export(model, folder, folder.resolve("out"), ExportOptions.PORTABLE, out -> 0);
        graph = read(result.folder()).getGraph();
    }

    private static LanguageModel decoder() throws JsonProcessingException {
        Registry registry = Registry.load();
        JsonNode config = Json.mapper().readTree(CONFIG.replace('\'', '"'));
        return ModelBuilder.build(registry, new ConfigReader(registry).readChoice(config, LanguageModel.class, "test"), 50);
    }

    private static ModelProto read(Path folder) throws IOException {
        return ModelProto.parseFrom(Files.readAllBytes(folder.resolve("onnx/model.onnx")));
    }

    private static String shown(ValueInfoProto value) {
        return value.getName() + " " + value.getType().getTensorType().getShape().getDimList().stream()
                .map(d -> d.hasDimParam() ? d.getDimParam() : Long.toString(d.getDimValue())).toList();
    }

    private static Map<String, String> place(TensorProto tensor) {
        return tensor.getExternalDataList().stream().collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    }

    private static TensorProto initializer(String name) {
        return graph.getInitializerList().stream().filter(tensor -> tensor.getName().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void theFolderHoldsTheGraphAndCopiesOfTheConfigs() {
        assertThat(result.files()).containsExactly(Path.of("config.json"), Path.of("onnx/model.onnx"), Path.of("onnx/model.onnx_data"),
                Path.of("tokenizer.json"));
    }

    @Test
    void inputsAndOutputsHaveTheNamesAndSizesThatToolsExpect() {
        assertThat(graph.getInputList().stream().map(ExportedFilesTest::shown)).containsExactly(
                "input_ids [batch_size, sequence_length]",
                "attention_mask [batch_size, total_sequence_length]",
                "position_ids [batch_size, sequence_length]",
                "past_key_values.0.key [batch_size, 2, past_sequence_length, 8]",
                "past_key_values.0.value [batch_size, 2, past_sequence_length, 8]",
                "past_key_values.1.key [batch_size, 2, past_sequence_length, 8]",
                "past_key_values.1.value [batch_size, 2, past_sequence_length, 8]");
        assertThat(graph.getOutputList().stream().map(ExportedFilesTest::shown)).containsExactly(
                "logits [batch_size, sequence_length, 50]",
                "present.0.key [batch_size, 2, total_sequence_length, 8]",
                "present.0.value [batch_size, 2, total_sequence_length, 8]",
                "present.1.key [batch_size, 2, total_sequence_length, 8]",
                "present.1.value [batch_size, 2, total_sequence_length, 8]");
    }

    @Test
    void versionsAreThoseOfThePortableProfile() throws IOException {
        ModelProto file = read(result.folder());
        assertThat(file.getIrVersion()).isEqualTo(8);
        assertThat(file.getOpsetImportList()).singleElement().matches(set -> set.getDomain().isEmpty() && set.getVersion() == 17);
        assertThat(graph.getNodeList()).allMatch(node -> node.getDomain().isEmpty());
    }

    @Test
    void nodesAreNamedByTheirLayers() {
        Set<String> names = graph.getNodeList().stream().map(NodeProto::getName).collect(Collectors.toSet());
        assertThat(names).hasSize(graph.getNodeCount()).contains("/model/embedding/Gather", "/model/layers.0/attn/q_proj/MatMul",
                "/model/layers.1/attn/o_proj/MatMul", "/model/layers.1/mlp/down_proj/MatMul", "/model/layers.0/attn/Softmax",
                "/model/embedding/MatMul");
    }

    @Test
    void nodesComeAfterWhatTheyTake() {
        Set<String> known = new HashSet<>(graph.getInputList().stream().map(ValueInfoProto::getName).toList());
        graph.getInitializerList().forEach(tensor -> assertThat(known.add(tensor.getName())).as(tensor.getName()).isTrue());
        for (NodeProto node : graph.getNodeList()) {
            assertThat(known).as(node.getName()).containsAll(node.getInputList());
            node.getOutputList().forEach(output -> assertThat(known.add(output)).as(output).isTrue());
        }
    }

    @Test
    void equalConstantsAndEqualNodesExistOnce() {
        assertThat(graph.getInitializerList().stream().filter(t -> t.getName().startsWith("/model/constants"))
                .map(t -> List.of(t.getDataType(), t.getDimsList(), t.getRawData()))).doesNotHaveDuplicates();
        assertThat(graph.getNodeList().stream().map(n -> List.of(n.getOpType(), n.getInputList(), n.getAttributeList()))).doesNotHaveDuplicates();
        assertThat(graph.getNodeList().stream().filter(n -> n.getOpType().equals("LessOrEqual"))).hasSize(1); // one causal mask for all layers
    }

    @Test
    void weightsLieAlignedOneAfterTheOther() throws IOException {
        long size = Files.size(result.folder().resolve("onnx/model.onnx_data"));
        long end = 0;
        List<TensorProto> external = graph.getInitializerList().stream().filter(TensorProto::hasDataLocation).toList();
        assertThat(external).hasSizeGreaterThan(14);
        for (TensorProto tensor : external) {
            Map<String, String> place = place(tensor);
            long offset = Long.parseLong(place.get("offset"));
            assertThat(place.get("location")).isEqualTo("model.onnx_data");
            assertThat(offset % 4096).isZero();
            assertThat(offset).isGreaterThanOrEqualTo(end);
            end = offset + Long.parseLong(place.get("length"));
        }
        assertThat(end).isEqualTo(size);
    }

    @Test
    void projectionsAreStoredAsMatMulWantsThem() throws IOException {
        TensorProto weight = initializer("layers.1.attn.k_proj.weight.transposed");
        assertThat(weight.getDimsList()).containsExactly(32L, 16L);
        float[] stored = stored(weight);
        float[] own = model.trainable().stream().filter(p -> p.path().equals("layers.1.attn.k_proj.weight"))
                .map(model::read).findFirst().orElseThrow();
        assertThat(stored[5 * 16 + 3]).isEqualTo(own[3 * 32 + 5]);
        assertThat(stored).hasSameSizeAs(own);
    }

    @Test
    void aTiedEmbeddingIsStoredOnce() {
        assertThat(initializer("embedding.weight").getDimsList()).containsExactly(50L, 32L);
        assertThat(graph.getInitializerList().stream().filter(t -> t.getDimsList().contains(50L))).hasSize(1);
    }

    private static float[] stored(TensorProto tensor) throws IOException {
        Map<String, String> place = place(tensor);
        byte[] bytes = new byte[Integer.parseInt(place.get("length"))];
        try (RandomAccessFile file = new RandomAccessFile(result.folder().resolve("onnx/model.onnx_data").toFile(), "r")) {
            file.seek(Long.parseLong(place.get("offset")));
            file.readFully(bytes);
        }
        float[] numbers = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
        return numbers;
    }

    @Test
    void twoExportsOfOneModelAreEqual() throws IOException {
        Path again = OnnxExporter.export(model, folder, folder.resolve("again"), ExportOptions.PORTABLE, out -> 0).folder();
        for (Path file : result.files()) {
            assertThat(again.resolve(file)).hasSameBinaryContentAs(result.folder().resolve(file));
        }
    }

    @Test
    void whereNothingCanBeWrittenNothingIsLeft() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> OnnxExporter.export(model, folder, file, ExportOptions.PORTABLE, out -> 0)).isInstanceOf(UserError.class)
                .hasMessageContaining("file is no folder");
        assertThatThrownBy(() -> OnnxExporter.export(model, folder, file.resolve("out"), ExportOptions.PORTABLE, out -> 0))
                .isInstanceOf(UserError.class);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.contains("tmp"));
        }
    }

    @Test
    void theModuleUsesItsDependenciesOnly() {
        ModuleRules.checkDependencies("org.stagelm.export.onnx", "org.stagelm.core..", "ai.onnx.proto..", "com.google.protobuf..");
        ModuleRules.checkNoPackageCycles("org.stagelm.export.onnx");
    }
}
