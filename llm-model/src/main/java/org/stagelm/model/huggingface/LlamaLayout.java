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
import org.stagelm.model.architecture.ResidualBlock;
import org.stagelm.model.architecture.RmsNorm;
import org.stagelm.model.architecture.SwiGlu;
import org.stagelm.model.attention.GroupedQueryAttention;
import org.stagelm.model.attention.MultiHeadAttention;
import org.stagelm.model.attention.RotaryPosition;

/** Transformers' Llama: rotary positions on whole heads in its own pairing, RMS norms, attention with or without groups, SwiGLU. */
@AutoService(DecoderLayout.class)
public final class LlamaLayout implements DecoderLayout {

    /** What Llama's config says of an attention. */
    private record Attending(int keyValueHeads, boolean bias) {}

    @Override
    public Optional<FolderLayout> layout(Decoder.Settings settings, Dimensions dimensions) {
        Optional<RotaryPosition.Settings> rope = Part.of(settings.position(), "rope", RotaryPosition.Settings.class)
                .filter(r -> !r.interleaved() && r.fraction() == 1);
        Optional<RmsNorm.Settings> norm = Part.of(settings.norm(), "rms-norm", RmsNorm.Settings.class);
        Optional<Attending> attention = Part.of(settings.attention(), "multi-head", MultiHeadAttention.Settings.class)
                .map(a -> new Attending(a.heads(), a.bias()))
                .or(() -> Part.of(settings.attention(), "grouped-query", GroupedQueryAttention.Settings.class)
                        .map(a -> new Attending(a.keyValueHeads(), a.bias())));
        Optional<SwiGlu.Settings> mlp = Part.of(settings.feedForward(), "swiglu", SwiGlu.Settings.class);
        boolean same = rope.isPresent() && norm.isPresent() && attention.isPresent() && mlp.isPresent()
                && Part.of(settings.block(), "residual", ResidualBlock.Settings.class).isPresent();
        return same ? Optional.of(new FolderLayout(config(settings, dimensions, rope.get(), norm.get(), attention.get(), mlp.get()),
                tensors(settings, attention.get(), mlp.get()))) : Optional.empty();
    }

    private static Map<String, Object> config(Decoder.Settings settings, Dimensions dimensions, RotaryPosition.Settings rope, RmsNorm.Settings norm,
            Attending attention, SwiGlu.Settings mlp) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("LlamaForCausalLM"));
        config.put("model_type", "llama");
        config.put("vocab_size", dimensions.vocabulary());
        config.put("max_position_embeddings", settings.context());
        config.put("hidden_size", settings.width());
        config.put("intermediate_size", mlp.hiddenIn(settings.width()));
        config.put("num_hidden_layers", settings.layers());
        config.put("num_attention_heads", dimensions.heads());
        config.put("num_key_value_heads", attention.keyValueHeads());
        config.put("head_dim", dimensions.headSize());
        config.put("hidden_act", "silu");
        config.put("rms_norm_eps", norm.eps());
        config.put("rope_theta", rope.theta());
        config.put("attention_bias", attention.bias());
        config.put("mlp_bias", mlp.bias());
        config.put("attention_dropout", settings.dropouts().attention());
        config.put("tie_word_embeddings", settings.tieEmbeddings());
        config.put("torch_dtype", "float32");
        return config;
    }

    private static List<StoredTensor> tensors(Decoder.Settings settings, Attending attention, SwiGlu.Settings mlp) {
        List<StoredTensor> to = new ArrayList<>();
        to.add(StoredTensor.of("model.embed_tokens.weight", "embedding.weight"));
        for (int i = 0; i < settings.layers(); i++) {
            String theirs = "model.layers." + i;
            String ours = "layers." + i;
            to.add(StoredTensor.of(theirs + ".input_layernorm.weight", ours + ".attn_norm.weight"));
            for (String projection : List.of("q_proj", "k_proj", "v_proj", "o_proj")) {
                projection(to, theirs + ".self_attn." + projection, ours + ".attn." + projection, attention.bias());
            }
            to.add(StoredTensor.of(theirs + ".post_attention_layernorm.weight", ours + ".mlp_norm.weight"));
            for (String projection : List.of("gate_proj", "up_proj", "down_proj")) {
                projection(to, theirs + ".mlp." + projection, ours + ".mlp." + projection, mlp.bias());
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
