package org.stagelm.model.huggingface;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stagelm.api.component.Choice;
import org.stagelm.api.layer.Attention;
import org.stagelm.model.architecture.Decoder;
import org.stagelm.model.architecture.Gpt2Initialization;
import org.stagelm.model.architecture.RmsNorm;
import org.stagelm.model.architecture.SwiGlu;
import org.stagelm.model.attention.GroupedQueryAttention;
import org.stagelm.model.attention.MultiHeadAttention;
import org.stagelm.model.attention.RotaryPosition;

/** From the config of transformers' Llama to a decoder. Keys and defaults are those of its {@code LlamaConfig}. */
final class LlamaConfig {

    private LlamaConfig() {}

    static Decoder.Settings read(Fields config) {
        if (!config.text("hidden_act").orElse("silu").equals("silu")) {
            throw config.unsupported("hidden_act", "silu");
        }
        return new Decoder.Settings(
                config.count("num_hidden_layers", Fields.MOST_LAYERS),
                config.count("hidden_size", Fields.MOST_WIDTH),
                config.optionalCount("max_position_embeddings", Fields.MOST_TOKENS).orElse(2048),
                0,
                OptionalDouble.empty(),
                OptionalDouble.of(config.number("attention_dropout", 0)),
                OptionalDouble.empty(),
                config.flag("tie_word_embeddings", false),
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                true,
                false,
                Choice.of("rope", new RotaryPosition.Settings(theta(config), false, 1, Optional.empty(), OptionalDouble.empty())),
                Choice.of("rms-norm", new RmsNorm.Settings(config.number("rms_norm_eps", 1e-6), false)),
                attention(config),
                Choice.of("swiglu", new SwiGlu.Settings(OptionalInt.of(config.count("intermediate_size", Fields.MOST_WIDTH)),
                        config.flag("mlp_bias", false))),
                Choice.of("residual"),
                Choice.of("gpt2", new Gpt2Initialization.Settings(config.number("initializer_range", 0.02))));
    }

    /** Before transformers 5 {@code rope_theta} and {@code rope_scaling}, since then {@code rope_parameters}. */
    private static double theta(Fields config) {
        refuseScaling(config, "rope_scaling");
        refuseScaling(config, "rope_parameters");
        refusePartial(config);
        Optional<Fields> parameters = config.object("rope_parameters");
        parameters.ifPresent(LlamaConfig::refusePartial);
        double theta = config.number("rope_theta", 10000);
        return parameters.map(p -> p.number("rope_theta", theta)).orElse(theta);
    }

    private static void refuseScaling(Fields config, String key) {
        Optional<Fields> rope = config.object(key);
        Optional<String> kind = rope.flatMap(r -> r.text("rope_type").or(() -> r.text("type")));
        if (rope.isPresent() && !kind.orElse("default").equals("default")) {
            throw config.unsupported(key, "rope_type \"default\"");
        }
    }

    private static void refusePartial(Fields rope) {
        if (rope.number("partial_rotary_factor", 1) != 1) {
            throw rope.unsupported("partial_rotary_factor", "1");
        }
    }

    private static Choice<Attention> attention(Fields config) {
        int heads = config.count("num_attention_heads", Fields.MOST_HEADS);
        int keyValueHeads = config.optionalCount("num_key_value_heads", Fields.MOST_HEADS).orElse(heads);
        OptionalInt headSize = config.optionalCount("head_dim", Fields.MOST_HEADS);
        boolean bias = config.flag("attention_bias", false);
        return heads == keyValueHeads
                ? Choice.of("multi-head", new MultiHeadAttention.Settings(heads, headSize, bias, Optional.empty(), Optional.empty(), OptionalDouble.empty(),
                        OptionalDouble.empty()))
                : Choice.of("grouped-query", new GroupedQueryAttention.Settings(heads, keyValueHeads, headSize, bias, Optional.empty(), Optional.empty(),
                        OptionalDouble.empty(), OptionalDouble.empty()));
    }
}
