package org.stagelm.model.huggingface;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.layer.FolderLayout;
import org.stagelm.api.layer.FolderLayout.StoredTensor;
import org.stagelm.model.architecture.Decoder;
import org.stagelm.model.architecture.DecoderLayout;

/** Transformers' architectures of Llama's family: rotary positions on whole heads in its own pairing, RMS norms, a gated feed-forward. */
@AutoService(DecoderLayout.class)
public final class LlamaLayout implements DecoderLayout {

    /** Theirs and ours, where norms stand before each part, and where they stand around. */
    private static final Map<String, String> BEFORE = Map.of("input_layernorm", "attn_norm", "post_attention_layernorm", "mlp_norm");
    private static final Map<String, String> AROUND = Map.of("input_layernorm", "attn_norm", "post_attention_layernorm", "attn_out_norm",
            "pre_feedforward_layernorm", "mlp_norm", "post_feedforward_layernorm", "mlp_out_norm");

    @Override
    public Optional<FolderLayout> layout(Decoder.Settings settings, Dimensions dimensions) {
        return LlamaParts.of(settings).map(parts -> new FolderLayout(config(settings, dimensions, parts), tensors(settings, parts)));
    }

    private static Map<String, Object> config(Decoder.Settings settings, Dimensions dimensions, LlamaParts parts) {
        LlamaFamily family = parts.family();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of(family.architecture()));
        config.put("model_type", family.modelType());
        config.put("vocab_size", dimensions.vocabulary());
        config.put("max_position_embeddings", settings.context());
        config.put("hidden_size", settings.width());
        config.put("intermediate_size", parts.hidden());
        config.put("num_hidden_layers", settings.layers());
        config.put("num_attention_heads", dimensions.heads());
        config.put("num_key_value_heads", parts.attention().sharedHeads());
        config.put("head_dim", dimensions.headSize());
        config.put(family.isGemma() ? "hidden_activation" : "hidden_act", family.isGemma() ? "gelu_pytorch_tanh" : "silu");
        config.put("rms_norm_eps", parts.norm().eps());
        RopeConfig.write(parts.rope(), config);
        if (family != LlamaFamily.QWEN2 && family != LlamaFamily.MISTRAL) {
            config.put("attention_bias", parts.attention().bias());
        }
        if (family == LlamaFamily.LLAMA) {
            config.put("mlp_bias", parts.feedForwardBias());
        }
        parts.window().ifPresent(window -> {
            config.put("sliding_window", window.window());
            if (family.isGemma()) {
                config.put("layer_types", LlamaConfig.layerTypes(settings.layers(), window.fullEvery()));
                config.put("query_pre_attn_scalar", Math.round(1 / Math.pow(window.scale().orElseThrow(), 2)));
                config.put("attn_logit_softcapping", window.softcap().isPresent() ? window.softcap().getAsDouble() : null);
                config.put("final_logit_softcapping", settings.logitSoftcap().isPresent() ? settings.logitSoftcap().getAsDouble() : null);
            }
        });
        config.put("attention_dropout", settings.dropouts().attention());
        config.put("tie_word_embeddings", settings.tieEmbeddings());
        config.put("torch_dtype", "float32");
        return config;
    }

    private static List<StoredTensor> tensors(Decoder.Settings settings, LlamaParts parts) {
        LlamaFamily family = parts.family();
        boolean bias = parts.attention().bias();
        List<StoredTensor> to = new ArrayList<>();
        to.add(StoredTensor.of("model.embed_tokens.weight", "embedding.weight"));
        for (int i = 0; i < settings.layers(); i++) {
            String theirs = "model.layers." + i;
            String ours = "layers." + i;
            (family.isGemma() ? AROUND : BEFORE).forEach((name, norm) -> to.add(StoredTensor.of(theirs + "." + name + ".weight",
                    ours + "." + norm + ".weight")));
            for (String projection : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
                boolean biased = projection.equals("o_proj") ? parts.attention().outputBias().orElse(bias) : bias;
                projection(to, theirs + ".self_attn." + projection, ours + ".attn." + projection, biased);
            }
            if (family.normalisesHeads()) {
                to.add(StoredTensor.of(theirs + ".self_attn.q_norm.weight", ours + ".attn.q_norm.weight"));
                to.add(StoredTensor.of(theirs + ".self_attn.k_norm.weight", ours + ".attn.k_norm.weight"));
            }
            for (String projection : List.of("gate_proj", "up_proj", "down_proj")) {
                projection(to, theirs + ".mlp." + projection, ours + ".mlp." + projection, parts.feedForwardBias());
            }
        }
        to.add(StoredTensor.of("model.norm.weight", "norm.weight"));
        if (!settings.tieEmbeddings()) {
            to.add(StoredTensor.of("lm_head.weight", "lm_head.weight"));
        }
        return to;
    }

    private static void projection(List<StoredTensor> to, String theirs, String ours, boolean bias) {
        to.add(StoredTensor.of(theirs + ".weight", ours + ".weight"));
        if (bias) {
            to.add(StoredTensor.of(theirs + ".bias", ours + ".bias"));
        }
    }
}
