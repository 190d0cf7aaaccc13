package org.stagelm.model.huggingface;

import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.layer.Dropouts;
import org.stagelm.api.layer.FolderLayout;
import org.stagelm.api.layer.FolderLayout.StoredTensor;
import org.stagelm.model.architecture.Decoder;
import org.stagelm.model.architecture.DecoderLayout;
import org.stagelm.model.architecture.LayerNorm;
import org.stagelm.model.architecture.Mlp;
import org.stagelm.model.architecture.NormPlacement;
import org.stagelm.model.architecture.ResidualBlock;
import org.stagelm.model.attention.LearnedPosition;
import org.stagelm.model.attention.MultiHeadAttention;

/**
 * Transformers' GPT-2: learned positions, layer norms, heads that share the width evenly, an mlp, and a bias on everything, which that class cannot
 * do without. Its projections are {@code Conv1D}s, whose weights are [in, out], with queries, keys and values side by side in one.
 */
@AutoService(DecoderLayout.class)
public final class Gpt2Layout implements DecoderLayout {

    private static final Map<String, String> ACTIVATIONS = Map.of("gelu", "gelu", "gelu-tanh", "gelu_new", "relu", "relu", "silu", "silu");

    @Override
    public Optional<FolderLayout> layout(Decoder.Settings settings, Dimensions dimensions) {
        Optional<LayerNorm.Settings> norm = Part.of(settings.norm(), "layer-norm", LayerNorm.Settings.class).filter(LayerNorm.Settings::bias);
        Optional<MultiHeadAttention.Settings> attention = Part.of(settings.attention(), "multi-head", MultiHeadAttention.Settings.class)
                .filter(MultiHeadAttention.Settings::bias)
                .filter(a -> a.heads() * a.headSizeIn(settings.width()) == settings.width())
                .filter(a -> a.outputBias().orElse(true) && a.queryKeyNorm().isEmpty() && a.scale().isEmpty() && a.softcap().isEmpty());
        Optional<Mlp.Settings> mlp = Part.of(settings.feedForward(), "mlp", Mlp.Settings.class)
                .filter(Mlp.Settings::bias)
                .filter(m -> ACTIVATIONS.containsKey(m.activation().type()));
        boolean same = norm.isPresent() && attention.isPresent() && mlp.isPresent()
                && Part.of(settings.position(), "learned", LearnedPosition.Settings.class).isPresent()
                && Part.of(settings.block(), "residual", ResidualBlock.Settings.class)
                        .filter(b -> b.norms() == NormPlacement.BEFORE && !b.parallel()).isPresent()
                && settings.finalNorm() && !settings.headBias() && settings.embeddingScale().isEmpty() && settings.logitSoftcap().isEmpty();
        return same ? Optional.of(new FolderLayout(config(settings, dimensions, norm.get(), mlp.get()), tensors(settings))) : Optional.empty();
    }

    private static Map<String, Object> config(Decoder.Settings settings, Dimensions dimensions, LayerNorm.Settings norm, Mlp.Settings mlp) {
        Dropouts dropouts = settings.dropouts();
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("GPT2LMHeadModel"));
        config.put("model_type", "gpt2");
        config.put("vocab_size", dimensions.vocabulary());
        config.put("n_positions", settings.context());
        config.put("n_embd", settings.width());
        config.put("n_layer", settings.layers());
        config.put("n_head", dimensions.heads());
        config.put("n_inner", mlp.hiddenIn(settings.width()));
        config.put("activation_function", ACTIVATIONS.get(mlp.activation().type()));
        config.put("layer_norm_epsilon", norm.eps());
        config.put("embd_pdrop", dropouts.embedding());
        config.put("attn_pdrop", dropouts.attention());
        config.put("resid_pdrop", dropouts.residual());
        config.put("tie_word_embeddings", settings.tieEmbeddings());
        config.put("torch_dtype", "float32");
        return config;
    }

    private static List<StoredTensor> tensors(Decoder.Settings settings) {
        List<StoredTensor> to = new ArrayList<>();
        to.add(StoredTensor.of("transformer.wte.weight", "embedding.weight"));
        to.add(StoredTensor.of("transformer.wpe.weight", "position.weight"));
        for (int i = 0; i < settings.layers(); i++) {
            String theirs = "transformer.h." + i;
            String ours = "layers." + i;
            norm(to, theirs + ".ln_1", ours + ".attn_norm");
            projection(to, theirs + ".attn.c_attn", ours + ".attn.q_proj", ours + ".attn.k_proj", ours + ".attn.v_proj");
            projection(to, theirs + ".attn.c_proj", ours + ".attn.o_proj");
            norm(to, theirs + ".ln_2", ours + ".mlp_norm");
            projection(to, theirs + ".mlp.c_fc", ours + ".mlp.up_proj");
            projection(to, theirs + ".mlp.c_proj", ours + ".mlp.down_proj");
        }
        norm(to, "transformer.ln_f", "norm");
        if (!settings.tieEmbeddings()) {
            to.add(StoredTensor.of("lm_head.weight", "lm_head.weight"));
        }
        return to;
    }

    private static void norm(List<StoredTensor> to, String theirs, String ours) {
        to.add(StoredTensor.of(theirs + ".weight", ours + ".weight"));
        to.add(StoredTensor.of(theirs + ".bias", ours + ".bias"));
    }

    private static void projection(List<StoredTensor> to, String theirs, String... ours) {
        List<String> layers = List.of(ours);
        to.add(new StoredTensor(theirs + ".weight", layers.stream().map(l -> l + ".weight").toList(), true));
        to.add(new StoredTensor(theirs + ".bias", layers.stream().map(l -> l + ".bias").toList(), false));
    }
}
