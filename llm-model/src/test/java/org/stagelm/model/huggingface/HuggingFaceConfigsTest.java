package org.stagelm.model.huggingface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stagelm.api.UserError;
import org.stagelm.model.Models;
import org.stagelm.model.architecture.Decoder;
import org.stagelm.model.attention.RotaryPosition;

class HuggingFaceConfigsTest {

    private static final String LLAMA = "{'model_type': 'llama', 'hidden_size': 64, 'intermediate_size': 172, 'num_hidden_layers': 5,"
            + " 'num_attention_heads': 8, 'vocab_size': 512";
    private static final String GPT2 = "{'model_type': 'gpt2', 'vocab_size': 1000, 'n_positions': 512, 'n_embd': 32, 'n_layer': 5, 'n_head': 4";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{} | names no model_type; supported are gemma2, gemma3_text, gpt2, llama, mistral, qwen2, qwen3",
        "{'model_type': 'mamba'} | model_type \"mamba\" is not supported; supported are gemma2, gemma3_text, gpt2, llama, mistral, qwen2, qwen3",
        "{'model_type': 'llama'} | num_hidden_layers is missing",
        "{'model_type': 'llama', 'num_hidden_layers': 2000000000} | num_hidden_layers must be a whole number from 1 to 10000, not 2000000000",
        "{'model_type': 'llama', 'num_hidden_layers': 'many'} | num_hidden_layers must be a whole number from 1 to 10000, not \"many\"",
        "{'model_type': 'llama', 'quantization_config': {'bits': 4}} | quantization_config = {\"bits\":4} is not supported",
        "[] | the file must be an object",
    })
    void aFaultIsNamed(String config, String message) {
        assertThatThrownBy(() -> HuggingFaceConfigs.toChoice(Models.json(config))).isInstanceOf(UserError.class).hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'rope_scaling': {'rope_type': 'longrope', 'factor': 8} | rope_scaling.rope_type = \"longrope\"",
        "'rope_scaling': {'type': 'dynamic', 'factor': 2} | rope_scaling.type = \"dynamic\"",
        "'rope_parameters': {'rope_type': 'yarn', 'factor': 4, 'mscale': 0.7} | rope_parameters.mscale = 0.7",
        "'rope_parameters': {'rope_theta': 500000, 'partial_rotary_factor': 0.5} | rope_parameters.partial_rotary_factor = 0.5",
        "'hidden_act': 'gelu' | hidden_act = \"gelu\" is not supported; supported: silu",
    })
    void whatLlamaDoesOtherwiseIsRefused(String extra, String message) {
        assertThatThrownBy(() -> HuggingFaceConfigs.toChoice(Models.json(LLAMA + ", " + extra + "}")))
                .isInstanceOf(UserError.class).hasMessageContaining(message).hasMessageContaining("is not supported");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "'scale_attn_by_inverse_layer_idx': true | scale_attn_by_inverse_layer_idx = true is not supported; supported: false",
        "'scale_attn_weights': false | scale_attn_weights = false is not supported; supported: true",
        "'activation_function': 'tanh' | activation_function = \"tanh\" is not supported; supported: gelu, gelu_new",
    })
    void whatGpt2DoesOtherwiseIsRefused(String extra, String message) {
        assertThatThrownBy(() -> HuggingFaceConfigs.toChoice(Models.json(GPT2 + ", " + extra + "}")))
                .isInstanceOf(UserError.class).hasMessageContaining(message);
    }

    @Test
    void absentKeysHaveTheDefaultsOfTransformers() {
        assertThat(settings(LLAMA + "}").context()).isEqualTo(2048);
        assertThat(settings(LLAMA + "}").tieEmbeddings()).isFalse();
        assertThat(settings(LLAMA + "}").attention().type()).isEqualTo("multi-head");
        assertThat(settings(GPT2 + ", 'n_inner': null}").tieEmbeddings()).isTrue();
        assertThat(settings(GPT2 + "}").dropouts().residual()).isEqualTo(0.1);
    }

    @Test
    void theBaseOfTheRotationIsReadFromBothItsPlaces() {
        Record expected = new RotaryPosition.Settings(500000, false, 1, Optional.empty(), OptionalDouble.empty());
        assertThat(settings(LLAMA + ", 'rope_theta': 500000}").position().settings()).contains(expected);
        assertThat(settings(LLAMA + ", 'rope_parameters': {'rope_type': 'default', 'rope_theta': 500000}}").position().settings()).contains(expected);
    }

    @Test
    void aWindowIsWhatTheConfigSaysAndForGemmaTheBlocksTheyAre() {
        String mistral = LLAMA.replace("'llama'", "'mistral'");
        assertThat(settings(mistral + ", 'sliding_window': null}").attention().type()).isEqualTo("multi-head");
        assertThat(settings(mistral + ", 'sliding_window': 7}").attention().settings().orElseThrow().toString()).contains("window=7, fullEvery=0");
        assertThat(settings(mistral + "}").attention().settings().orElseThrow().toString()).contains("window=4096");
        String gemma = LLAMA.replace("'llama'", "'gemma2'");
        assertThatThrownBy(() -> settings(gemma + ", 'layer_types': ['full_attention', 'sliding_attention', 'sliding_attention']}"))
                .isInstanceOf(UserError.class).hasMessageContaining("layer_types");
        assertThatThrownBy(() -> settings(LLAMA.replace("'llama'", "'qwen2'") + ", 'use_sliding_window': true}")).isInstanceOf(UserError.class)
                .hasMessageContaining("use_sliding_window = true is not supported");
    }

    private static Decoder.Settings settings(String config) {
        return (Decoder.Settings) HuggingFaceConfigs.toChoice(Models.json(config)).settings().orElseThrow();
    }
}
