package org.stagelm.model.huggingface;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.stagelm.api.component.Choice;
import org.stagelm.model.architecture.Decoder;
import org.stagelm.model.architecture.Gpt2Initialization;
import org.stagelm.model.architecture.LayerNorm;
import org.stagelm.model.architecture.Mlp;
import org.stagelm.model.attention.MultiHeadAttention;

/** From the config of transformers' GPT-2 to a decoder. Keys and defaults are those of its {@code GPT2Config}. */
final class Gpt2Config {

    private static final Map<String, String> ACTIVATIONS = new TreeMap<>(Map.of("gelu", "gelu", "gelu_new", "gelu-tanh",
            "gelu_pytorch_tanh", "gelu-tanh", "relu", "relu", "silu", "silu", "swish", "silu"));

    private Gpt2Config() {}

    static Decoder.Settings read(Fields config) {
        config.refuseOther("scale_attn_weights", true);
        config.refuseOther("scale_attn_by_inverse_layer_idx", false);
        config.refuseOther("add_cross_attention", false);
        String function = config.text("activation_function").orElse("gelu_new");
        if (!ACTIVATIONS.containsKey(function)) {
            throw config.unsupported("activation_function", String.join(", ", ACTIVATIONS.keySet()));
        }
        return new Decoder.Settings(
                config.count("n_layer", Fields.MOST_LAYERS),
                config.count("n_embd", Fields.MOST_WIDTH),
                config.count("n_positions", Fields.MOST_TOKENS),
                0,
                OptionalDouble.of(config.number("embd_pdrop", 0.1)),
                OptionalDouble.of(config.number("attn_pdrop", 0.1)),
                OptionalDouble.of(config.number("resid_pdrop", 0.1)),
                config.flag("tie_word_embeddings", true),
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                true,
                false,
                Choice.of("learned"),
                Choice.of("layer-norm", new LayerNorm.Settings(config.number("layer_norm_epsilon", 1e-5), true)),
                Choice.of("multi-head", new MultiHeadAttention.Settings(config.count("n_head", Fields.MOST_HEADS), OptionalInt.empty(), true,
                        Optional.empty(), Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty())),
                Choice.of("mlp", new Mlp.Settings(config.optionalCount("n_inner", Fields.MOST_WIDTH), Choice.of(ACTIVATIONS.get(function)), true)),
                Choice.of("residual"),
                Choice.of("gpt2", new Gpt2Initialization.Settings(config.number("initializer_range", 0.02))));
    }
}
