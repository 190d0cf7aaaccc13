package org.stagelm.model.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stagelm.api.layer.FolderLayout;
import org.stagelm.api.layer.FolderLayout.StoredTensor;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.core.json.Json;
import org.stagelm.model.Models;

class LayoutTest {

    static Stream<String> shared() {
        String otherwise = "'tieEmbeddings': false, 'dropout': 0.2, 'width'";
        return Stream.of(Models.GPT2, Models.LLAMA).flatMap(config -> Stream.of(config, config.replace("'width'", otherwise)));
    }

    @ParameterizedTest
    @MethodSource("shared")
    void everyTrainableParameterIsStoredOnce(String config) {
        LanguageModel model = Models.build(config, 11);
        FolderLayout layout = model.layout();
        assertThat(layout.config()).isNotEmpty();
        assertThat(layout.tensors().stream().flatMap(t -> t.parameters().stream())).containsExactlyInAnyOrderElementsOf(
                model.parameters().stream().filter(Parameter::trainable).map(Parameter::path).toList());
        assertThat(layout.tensors()).extracting(StoredTensor::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("shared")
    void theConfigReadBackGivesTheSameModel(String config) {
        LanguageModel written = Models.build(config, 11);
        var json = Json.mapper().valueToTree(written.layout().config());
        LanguageModel read = Models.build(Models.complete(HuggingFaceConfigs.toChoice(json)), HuggingFaceConfigs.vocabulary(json));
        assertThat(read.parameters()).extracting(Parameter::toString)
                .containsExactlyElementsOf(written.parameters().stream().map(Parameter::toString).toList());
        assertThat(read.layout().config()).isEqualTo(written.layout().config());
    }

    @Test
    void theUsualCharacterModelOpensInTransformers() {
        var config = Models.build("""
                {'type': 'decoder', 'layers': 4, 'width': 128, 'context': 64, 'dropout': 0.0, 'tieEmbeddings': true,
                 'position': {'type': 'learned'}, 'norm': {'type': 'layer-norm', 'eps': 1e-5}, 'attention': {'type': 'multi-head', 'heads': 4},
                 'feedForward': {'type': 'mlp', 'hidden': 512, 'activation': 'gelu'}}""", 65).layout().config();
        assertThat(config).containsEntry("model_type", "gpt2").containsEntry("vocab_size", 65).containsEntry("n_positions", 64)
                .containsEntry("n_embd", 128).containsEntry("n_layer", 4).containsEntry("n_head", 4).containsEntry("n_inner", 512)
                .containsEntry("activation_function", "gelu").containsEntry("layer_norm_epsilon", 1e-5).containsEntry("tie_word_embeddings", true);
    }

    @Test
    void aDecoderOfDefaultsOpensInTransformers() {
        assertThat(Models.build("'decoder'", 512).layout().config()).containsEntry("model_type", "llama").containsEntry("head_dim", 64)
                .containsEntry("num_key_value_heads", 4).containsEntry("attention_bias", true).containsEntry("mlp_bias", false)
                .containsEntry("rope_theta", 10000.0).containsEntry("rms_norm_eps", 1e-5).containsEntry("intermediate_size", 704);
    }

    @Test
    void aLayoutThatLeavesAParameterOutIsPassedOver() {
        LanguageModel model = Models.build(ForgetfulLayout.CONFIG, 11);
        assertThat(model.layout().config()).doesNotContainKey("forgetful");
        assertThat(model.layout().tensors()).hasSize((int) model.parameters().stream().filter(Parameter::trainable).count());
    }

    @Test
    void gpt2StoresQueriesKeysAndValuesInOneTransposedMatrix() {
        assertThat(Models.build(Models.GPT2, 11).layout().tensors()).contains(
                new StoredTensor("transformer.h.1.attn.c_attn.weight",
                        List.of("layers.1.attn.q_proj.weight", "layers.1.attn.k_proj.weight", "layers.1.attn.v_proj.weight"), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{'type': 'decoder', 'position': 'none'}",
        "{'type': 'decoder', 'position': {'type': 'rope', 'interleaved': true}}",
        "{'type': 'decoder', 'position': {'type': 'rope', 'fraction': 0.5}}",
        "{'type': 'decoder', 'norm': 'layer-norm'}",
        "{'type': 'decoder', 'norm': {'type': 'rms-norm', 'unitOffset': true}}",
        "{'type': 'decoder', 'block': {'norms': 'after'}}",
        "{'type': 'decoder', 'block': {'parallel': true}}",
        "{'type': 'decoder', 'finalNorm': false}",
        "{'type': 'decoder', 'headBias': true}",
        "{'type': 'decoder', 'embeddingScale': 2}",
        "{'type': 'decoder', 'logitSoftcap': 30}",
        "{'type': 'decoder', 'position': {'type': 'rope', 'scaling': {'type': 'ntk', 'factor': 2}}}",
        "{'type': 'decoder', 'position': {'type': 'rope', 'localTheta': 100}}",
        "{'type': 'decoder', 'attention': {'type': 'multi-head', 'softcap': 3}}",
        "{'type': 'decoder', 'attention': {'type': 'multi-head', 'scale': 3}}",
        "{'type': 'decoder', 'attention': {'type': 'sliding-window', 'fullEvery': 2}}",
        "{'type': 'decoder', 'attention': 'causal'}",
        "{'type': 'decoder', 'position': 'learned', 'norm': 'layer-norm', 'feedForward': 'mlp', 'attention': {'type': 'multi-head', 'outputBias': false}}",
        "{'type': 'decoder', 'position': 'learned', 'norm': 'layer-norm', 'feedForward': 'mlp', 'headBias': true}",
        "{'type': 'decoder', 'position': 'learned', 'norm': {'type': 'layer-norm', 'bias': false}, 'feedForward': 'mlp'}",
        "{'type': 'decoder', 'position': 'learned', 'norm': 'layer-norm', 'attention': {'type': 'multi-head', 'headSize': 10}, 'feedForward': 'mlp'}"
    })
    void whatOthersDoNotHaveIsStoredUnderItsOwnNames(String config) {
        LanguageModel model = Models.build(config, 11);
        assertThat(model.layout().config()).isEmpty();
        assertThat(model.layout().tensors()).allSatisfy(t -> assertThat(t.parameters()).containsExactly(t.name()));
    }
}
