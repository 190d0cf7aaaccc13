package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.Block;
import org.stagelm.api.layer.BlockComponent;
import org.stagelm.api.layer.BlockFactory;
import org.stagelm.api.layer.BlockParts;
import org.stagelm.api.layer.FeedForward;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Norm;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.Tensor;

/** Attention, then feed-forward, each of a normalised copy of the residual stream and added to it (Radford et al. 2019). */
public final class PreNormBlock extends Block {

    private final Norm attentionNorm;
    private final Attention attention;
    private final Norm feedForwardNorm;
    private final FeedForward feedForward;

    PreNormBlock(BlockParts parts, LayerContext context) {
        super(context);
        attentionNorm = context.make("attn_norm", parts.norm());
        attention = context.make("attn", parts.attention());
        feedForwardNorm = context.make("mlp_norm", parts.norm());
        feedForward = context.make("mlp", parts.feedForward());
    }

    @Override
    protected Tensor forward(Tensor x, Pass pass) {
        Tensor attended = attention.apply(attentionNorm.apply(x), pass);
        Tensor y = x.add(attended.dropout(pass.dropout("attn", pass.dropouts().residual())));
        Tensor processed = feedForward.apply(feedForwardNorm.apply(y), pass);
        return y.add(processed.dropout(pass.dropout("mlp", pass.dropouts().residual())));
    }

    public record Settings() {}

    /** Type {@code pre-norm}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(BlockComponent.class)
    public static final class Plugin implements BlockComponent<Settings> {

        @Override
        public String type() {
            return "pre-norm";
        }

        @Override
        public Settings defaults() {
            return new Settings();
        }

        @Override
        public BlockFactory create(Settings settings, LayerContext context) {
            return PreNormBlock::new;
        }
    }
}
