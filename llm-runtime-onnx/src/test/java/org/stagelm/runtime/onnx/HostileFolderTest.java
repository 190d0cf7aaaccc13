package org.stagelm.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.api.UserError;
import org.stagelm.core.generation.NextToken;
import org.stagelm.testkit.SharedData;

/** Each folder that is not right is refused by one message that says what was found, and what is needed. */
class HostileFolderTest {

    @TempDir
    private Path temporary;
    private Path folder;
    private Path graph;
    private Path weights;

    @BeforeEach
    void export() {
        folder = TinyDecoders.exported(TinyDecoders.LLAMA, temporary);
        graph = folder.resolve("onnx/model.onnx");
        weights = folder.resolve("onnx/model.onnx_data");
    }

    private AbstractThrowableAssert<?, ?> refused() {
        return assertThatThrownBy(() -> OnnxLanguageModel.load(folder).close()).isInstanceOf(UserError.class);
    }

    /** Rewrites the graph. */
    private void edit(Consumer<ModelProto.Builder> change) throws IOException {
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(graph)).toBuilder();
        change.accept(model);
        Files.write(graph, model.build().toByteArray());
    }

    private static void metadata(ModelProto.Builder model, String key, String value) {
        model.clearMetadataProps().addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
    }

    private static void rename(ModelProto.Builder model, String from, String to) {
        model.getGraphBuilder().getInputBuilderList().stream().filter(input -> input.getName().equals(from)).forEach(input -> input.setName(to));
        model.getGraphBuilder().getOutputBuilderList().stream().filter(output -> output.getName().equals(from)).forEach(output -> output.setName(to));
        model.getGraphBuilder().getNodeBuilderList().forEach(node -> {
            for (int i = 0; i < node.getInputCount(); i++) {
                node.setInput(i, node.getInput(i).equals(from) ? to : node.getInput(i));
            }
            for (int i = 0; i < node.getOutputCount(); i++) {
                node.setOutput(i, node.getOutput(i).equals(from) ? to : node.getOutput(i));
            }
        });
    }

    @Test
    void aMissingFolder() {
        folder = temporary.resolve("absent");
        refused().hasMessageContaining("absent is no folder").hasMessageContaining("stagelm export");
        assertThat(OnnxLanguageModel.isOnnxFolder(folder)).isFalse();
    }

    @Test
    void aFolderWithoutAGraph() throws IOException {
        assertThat(OnnxLanguageModel.isOnnxFolder(folder)).isTrue();
        Files.delete(graph);
        refused().hasMessageContaining("has no onnx/model.onnx");
        assertThat(OnnxLanguageModel.isOnnxFolder(folder)).isFalse();
    }

    @Test
    void anEmptyGraph() throws IOException {
        Files.write(graph, new byte[0]);
        refused().hasMessageContaining("model.onnx").hasMessageContaining("export the model again");
    }

    @Test
    void aGraphOfNoise() throws IOException {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        Files.write(graph, noise);
        refused().hasMessageContaining("model.onnx").hasMessageContaining("cannot be loaded");
    }

    @Test
    void aTruncatedGraph() throws IOException {
        byte[] whole = Files.readAllBytes(graph);
        for (int part = 1; part < 8; part++) {
            Files.write(graph, Arrays.copyOf(whole, whole.length * part / 8));
            refused().hasMessageContaining("model.onnx");
        }
    }

    @Test
    void missingWeights() throws IOException {
        Files.delete(weights);
        refused().hasMessageContaining("model.onnx").hasMessageContaining("weights");
    }

    @Test
    void truncatedWeights() throws IOException {
        try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 4);
        }
        refused().hasMessageContaining("weights");
    }

    @Test
    void weightsOutsideOfTheFolder() throws IOException {
        Files.move(weights, folder.resolve("model.onnx_data"));
        edit(model -> {
            for (TensorProto.Builder tensor : model.getGraphBuilder().getInitializerBuilderList()) {
                tensor.getExternalDataBuilderList().stream().filter(entry -> entry.getKey().equals("location"))
                        .forEach(entry -> entry.setValue("../model.onnx_data"));
            }
        });
        refused().hasMessageContaining("model.onnx");
    }

    @Test
    void aGraphWithOtherInputs() throws IOException {
        edit(model -> {
            rename(model, "input_ids", "tokens");
            rename(model, "present.1.value", "v1");
        });
        refused().hasMessageContaining("lacks the input input_ids").hasMessageContaining("tokens").hasMessageContaining("present.1.value");
    }

    @Test
    void aGraphWithOtherTypes() throws IOException {
        edit(model -> {
            ValueInfoProto.Builder positions = model.getGraphBuilder().getInputBuilder(2);
            assertThat(positions.getName()).isEqualTo("position_ids");
            positions.getTypeBuilder().getTensorTypeBuilder().setElemType(TensorProto.DataType.INT32_VALUE); // Gather takes either
        });
        refused().hasMessageContaining("position_ids is INT32").hasMessageContaining("INT64");
    }

    @Test
    void aGraphOfSomethingElse() throws IOException {
        Path foreign = SharedData.file("weights/tiny-random-gpt2/past.onnx"); // keys and values in one tensor, and no mask of this name
        Files.copy(foreign, graph, StandardCopyOption.REPLACE_EXISTING);
        refused().hasMessageContaining("is not a decoder").hasMessageContaining("past_0");
    }

    @Test
    void aVocabularyThatDisagreesWithTheTokenizer() throws IOException {
        Path tokenizer = folder.resolve("tokenizer.json");
        String json = Files.readString(tokenizer);
        Files.writeString(tokenizer, json.replaceFirst("\"a\"\\s*:\\s*(\\d+)", "\"a\": $1, \"A\": " + TinyDecoders.VOCABULARY));
        refused().hasMessageContaining("tokenizer.json has 30 ids").hasMessageContaining("29");
        try (OnnxLanguageModel forIds = OnnxLanguageModel.load(folder, new LoadOptions(1, false))) {
            assertThat(forIds.tokenizer()).isEmpty();
        }
    }

    @Test
    void aBrokenTokenizer() throws IOException {
        Files.writeString(folder.resolve("tokenizer.json"), "{");
        refused().hasMessageContaining("tokenizer.json");
    }

    @Test
    void aContextThatIsNone() throws IOException {
        for (String context : new String[] {"0", "-5", "99999999999", "long"}) {
            edit(model -> metadata(model, "stagelm.context", context));
            refused().hasMessageContaining("stagelm.context is " + context);
        }
        edit(ModelProto.Builder::clearMetadataProps);
        Files.writeString(folder.resolve("config.json"), "{}");
        refused().hasMessageContaining("how many tokens").hasMessageContaining("max_position_embeddings");
    }

    @Test
    void aLyingContextAllocatesNothing() throws IOException {
        edit(model -> metadata(model, "stagelm.context", Integer.toString(Integer.MAX_VALUE)));
        try (OnnxLanguageModel model = OnnxLanguageModel.load(folder); NextToken session = model.session()) {
            assertThat(session.context()).isEqualTo(Integer.MAX_VALUE);
            assertThat(session.next(1, 2, 3)).hasSize(TinyDecoders.VOCABULARY);
        }
    }

    @Test
    void aFolderOfOthersSaysItsContextInTheConfig() throws IOException {
        edit(ModelProto.Builder::clearMetadataProps);
        try (OnnxLanguageModel model = OnnxLanguageModel.load(folder)) {
            assertThat(model.context()).isEqualTo(17);
        }
    }

    @Test
    void aGraphThatFailsWhileItRuns() throws IOException {
        edit(model -> metadata(model, "stagelm.context", "1000")); // more than its table of angles has
        try (OnnxLanguageModel model = OnnxLanguageModel.load(folder); NextToken session = model.session()) {
            session.next(1);
            assertThatThrownBy(() -> session.next(new int[20])).isInstanceOf(UserError.class).hasMessageContaining("model.onnx fails");
            assertThat(session.length()).isZero();
            assertThat(session.next(1)).hasSize(TinyDecoders.VOCABULARY);
        }
    }
}
