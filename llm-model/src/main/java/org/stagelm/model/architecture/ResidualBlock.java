package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Setting;
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

/**
 * Attention and feed-forward, each added to the residual stream: one after the other, or both of the same x (Wang and Komatsuzaki 2021, GPT-J).
 */
public final class ResidualBlock extends Block {

    private final Settings settings;
    private final Attention attention;
    private final FeedForward feedForward;
    private final Norm attentionNorm; // after the sum where norms stand after
    private final Optional<Norm> attentionOutNorm;
    private final Optional<Norm> feedForwardNorm; // empty where both parts take the same normalised x
    private final Optional<Norm> feedForwardOutNorm;

    ResidualBlock(Settings settings, BlockParts parts, LayerContext context) {
        super(context);
        this.settings = settings;
        attentionNorm = context.make("attn_norm", parts.norm());
        attention = context.make("attn", parts.attention());
        attentionOutNorm = around("attn_out_norm", parts.norm(), context);
        feedForwardNorm = settings.parallel() ? Optional.empty() : Optional.of(context.make("mlp_norm", parts.norm()));
        feedForward = context.make("mlp", parts.feedForward());
        feedForwardOutNorm = around("mlp_out_norm", parts.norm(), context);
    }

    private Optional<Norm> around(String name, Choice<Norm> norm, LayerContext context) {
        return settings.norms() == NormPlacement.AROUND ? Optional.of(context.make(name, norm)) : Optional.empty();
    }

    @Override
    protected Tensor forward(Tensor x, Pass pass) {
        if (settings.parallel()) {
            return parallel(x, pass);
        }
        Norm norm = feedForwardNorm.orElseThrow();
        if (settings.norms() == NormPlacement.AFTER) {
            Tensor y = attentionNorm.apply(x.add(attended(x, pass)));
            return norm.apply(y.add(processed(y, pass)));
        }
        Tensor y = x.add(attended(attentionNorm.apply(x), pass));
        return y.add(processed(norm.apply(y), pass));
    }

    private Tensor parallel(Tensor x, Pass pass) {
        if (settings.norms() == NormPlacement.AFTER) {
            return attentionNorm.apply(x.add(attended(x, pass)).add(processed(x, pass)));
        }
        Tensor normalised = attentionNorm.apply(x);
        return x.add(attended(normalised, pass)).add(processed(normalised, pass));
    }

    private Tensor attended(Tensor x, Pass pass) {
        return out(attention.apply(x, pass), attentionOutNorm, pass, "attn");
    }

    private Tensor processed(Tensor x, Pass pass) {
        return out(feedForward.apply(x, pass), feedForwardOutNorm, pass, "mlp");
    }

    private static Tensor out(Tensor result, Optional<Norm> norm, Pass pass, String place) {
        Tensor normalised = norm.isPresent() ? norm.get().apply(result) : result;
        return normalised.dropout(pass.dropout(place, pass.dropouts().residual()));
    }

    public record Settings(
            @Setting("where norms stand: before each part, after each sum, or before and after each part") NormPlacement norms,
            @Setting("attention and feed-forward take the same x, instead of the second what the first has added to") boolean parallel) {}

    /** Type {@code residual}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(BlockComponent.class)
    public static final class Plugin implements BlockComponent<Settings> {

        @Override
        public String type() {
            return "residual";
        }

        @Override
        public Settings defaults() {
            return new Settings(NormPlacement.BEFORE, false);
        }

        @Override
        public BlockFactory create(Settings settings, LayerContext context) {
            return (parts, block) -> new ResidualBlock(settings, parts, block);
        }
    }
}
