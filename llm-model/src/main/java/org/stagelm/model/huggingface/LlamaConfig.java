package org.stagelm.model.huggingface;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.stagelm.api.component.Choice;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.FeedForward;
import org.stagelm.api.layer.Norm;
import org.stagelm.model.architecture.Decoder;
import org.stagelm.model.architecture.GeGlu;
import org.stagelm.model.architecture.Gpt2Initialization;
import org.stagelm.model.architecture.NormPlacement;
import org.stagelm.model.architecture.ResidualBlock;
import org.stagelm.model.architecture.RmsNorm;
import org.stagelm.model.architecture.SwiGlu;
import org.stagelm.model.attention.GroupedQueryAttention;
import org.stagelm.model.attention.MultiHeadAttention;
import org.stagelm.model.attention.SlidingWindowAttention;

/** From a config of one of transformers' architectures of Llama's family to a decoder. Keys and defaults are those of its configuration classes. */
final class LlamaConfig {

    static final String FULL = "full_attention";
    static final String SLIDING = "sliding_attention";

    private final Fields config;
    private final LlamaFamily family;

    private LlamaConfig(Fields config, LlamaFamily family) {
        this.config = config;
        this.family = family;
    }

    static Decoder.Settings read(Fields config, LlamaFamily family) {
        return new LlamaConfig(config, family).decoder();
    }

    private Decoder.Settings decoder() {
        int layers = config.count("num_hidden_layers", Fields.MOST_LAYERS);
        int width = config.count("hidden_size", Fields.MOST_WIDTH);
        return new Decoder.Settings(
                layers,
                width,
                config.optionalCount("max_position_embeddings", Fields.MOST_TOKENS).orElse(family.context()),
                0,
                OptionalDouble.empty(),
                OptionalDouble.of(config.number("attention_dropout", 0)),
                OptionalDouble.empty(),
                config.flag("tie_word_embeddings", family.isGemma()),
                false,
                family.isGemma() ? OptionalDouble.of(Math.sqrt(width)) : OptionalDouble.empty(),
                softcap("final_logit_softcapping", 30),
                true,
                false,
                Choice.of("rope", RopeConfig.read(config, family)),
                norm(),
                attention(),
                feedForward(),
                Choice.of("residual", new ResidualBlock.Settings(family.isGemma() ? NormPlacement.AROUND : NormPlacement.BEFORE, false)),
                Choice.of("gpt2", new Gpt2Initialization.Settings(config.number("initializer_range", 0.02))));
    }

    private Choice<Norm> norm() {
        return Choice.of("rms-norm", new RmsNorm.Settings(config.number("rms_norm_eps", 1e-6), family.isGemma()));
    }

    /** Only Gemma 2 has them unless the config says otherwise. */
    private OptionalDouble softcap(String key, double otherwise) {
        boolean given = config.isGiven(key) || family != LlamaFamily.GEMMA2;
        double cap = config.number(key, given ? 0 : otherwise);
        return family.isGemma() && cap > 0 ? OptionalDouble.of(cap) : OptionalDouble.empty();
    }

    private Choice<FeedForward> feedForward() {
        OptionalInt hidden = OptionalInt.of(config.count("intermediate_size", Fields.MOST_WIDTH));
        String key = family.isGemma() ? "hidden_activation" : "hidden_act";
        String supported = family.isGemma() ? "gelu_pytorch_tanh" : "silu";
        if (!config.text(key).orElse(supported).equals(supported)) {
            throw config.unsupported(key, supported);
        }
        return family.isGemma() ? Choice.of("geglu", new GeGlu.Settings(hidden, Choice.of("gelu-tanh"), false))
                : Choice.of("swiglu", new SwiGlu.Settings(hidden, family == LlamaFamily.LLAMA && config.flag("mlp_bias", false)));
    }

    private Choice<Attention> attention() {
        int heads = config.count("num_attention_heads", Fields.MOST_HEADS);
        int shared = config.optionalCount("num_key_value_heads", Fields.MOST_HEADS).orElse(heads);
        OptionalInt headSize = config.optionalCount("head_dim", Fields.MOST_HEADS);
        boolean bias = family == LlamaFamily.QWEN2 || family != LlamaFamily.MISTRAL && config.flag("attention_bias", false);
        Optional<Boolean> outputBias = family == LlamaFamily.QWEN2 ? Optional.of(false) : Optional.empty();
        Optional<Choice<Norm>> headNorm = family.normalisesHeads() ? Optional.of(norm()) : Optional.empty();
        OptionalDouble scale = !family.isGemma() ? OptionalDouble.empty()
                : OptionalDouble.of(1 / Math.sqrt(config.number("query_pre_attn_scalar", 256)));
        OptionalDouble softcap = softcap("attn_logit_softcapping", 50);
        OptionalInt window = window();
        if (window.isPresent()) {
            return Choice.of("sliding-window", new SlidingWindowAttention.Settings(heads, OptionalInt.of(shared), window.getAsInt(), fullEvery(),
                    headSize, bias, outputBias, headNorm, scale, softcap));
        }
        return heads == shared
                ? Choice.of("multi-head", new MultiHeadAttention.Settings(heads, headSize, bias, outputBias, headNorm, scale, softcap))
                : Choice.of("grouped-query", new GroupedQueryAttention.Settings(heads, shared, headSize, bias, outputBias, headNorm, scale, softcap));
    }

    private OptionalInt window() {
        config.refuseOther("use_sliding_window", false);
        boolean has = family == LlamaFamily.MISTRAL || family.isGemma();
        OptionalInt given = config.optionalCount("sliding_window", Fields.MOST_TOKENS);
        return !has ? OptionalInt.empty() : given.isPresent() || config.isGiven("sliding_window") ? given : OptionalInt.of(4096);
    }

    /** One in so many blocks sees all; 0: none does. */
    private int fullEvery() {
        if (!family.isGemma()) {
            return 0;
        }
        List<String> types = config.texts("layer_types");
        int every = types.isEmpty() ? config.optionalCount("sliding_window_pattern", Fields.MOST_LAYERS).orElse(family == LlamaFamily.GEMMA2 ? 2 : 6)
                : types.indexOf(FULL) + 1;
        if (!types.isEmpty() && !types.equals(layerTypes(types.size(), every))) {
            throw config.unsupported("layer_types", SLIDING + " but for every n-th block, which is " + FULL);
        }
        return every;
    }

    static List<String> layerTypes(int layers, int fullEvery) {
        return IntStream.rangeClosed(1, layers).mapToObj(n -> fullEvery > 0 && n % fullEvery == 0 ? FULL : SLIDING).toList();
    }
}
