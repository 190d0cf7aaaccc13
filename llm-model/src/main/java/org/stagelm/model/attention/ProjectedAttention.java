package org.stagelm.model.attention;

import java.util.Optional;
import java.util.OptionalDouble;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Linear;
import org.stagelm.api.layer.Norm;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.KeyValue;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Rotary;
import org.stagelm.api.tensor.Tensor;

/**
 * Causal scaled dot-product attention over separate projections (Vaswani et al. 2017, section 3.2), several query heads sharing the keys and values
 * of one where there are fewer of those (Ainslie et al. 2023).
 *
 * <p>A new kind of attention overrides the hooks: {@link #query} and {@link #key} (changed before they are rotated), {@link #rotary}, {@link #mask}.
 */
public abstract class ProjectedAttention extends Attention {

    private final Heads heads;
    private final double scale;
    private final OptionalDouble softcap;
    private final Linear queryProjection;
    private final Linear keyProjection;
    private final Linear valueProjection;
    private final Optional<Norm> queryNorm;
    private final Optional<Norm> keyNorm;
    private final Linear outputProjection;

    protected ProjectedAttention(LayerContext context, ProjectedSettings settings) {
        super(context);
        int width = context.dimensions().width();
        heads = settings.headsIn(width);
        scale = settings.scale().orElse(1 / Math.sqrt(heads.size()));
        softcap = settings.softcap();
        queryProjection = context.linear("q_proj", Role.MATRIX, width, heads.queryWidth(), settings.bias());
        keyProjection = context.linear("k_proj", Role.MATRIX, width, heads.keyValueWidth(), settings.bias());
        valueProjection = context.linear("v_proj", Role.MATRIX, width, heads.keyValueWidth(), settings.bias());
        LayerContext ofHead = context.ofWidth(heads.size());
        queryNorm = settings.queryKeyNorm().map(norm -> ofHead.make("q_norm", norm));
        keyNorm = settings.queryKeyNorm().map(norm -> ofHead.make("k_norm", norm));
        outputProjection = context.linear("o_proj", Role.RESIDUAL_MATRIX, heads.queryWidth(), width, settings.outputBias().orElse(settings.bias()));
    }

    @Override
    protected final Tensor forward(Tensor x, Pass pass) {
        Tensor q = query(split(queryProjection.apply(x), heads.queries(), queryNorm)); // [B, H, T, D]
        Tensor k = key(split(keyProjection.apply(x), heads.keyValues(), keyNorm)); // [B, Hkv, T, D]
        Tensor v = split(valueProjection.apply(x), heads.keyValues(), Optional.empty());
        Optional<KeyValue> cache = pass.cache().map(c -> c.of(path(), x.dim(0), heads.keyValues(), heads.size()));
        Attend attend = new Attend(q, k, v, rotary(pass), cache, pass.bias(), mask(pass), scale, softcap,
                pass.dropout("weights", pass.dropouts().attention()));
        pass.observer().ifPresent(o -> o.attending(path(), attend));
        return outputProjection.apply(merge(attend.compute()));
    }

    /** What becomes of the queries [B, H, T, D] before they are rotated. */
    protected Tensor query(Tensor q) {
        return q;
    }

    /** What becomes of the keys [B, Hkv, T, D] before they are rotated. */
    protected Tensor key(Tensor k) {
        return k;
    }

    /** Which keys are seen: those that the pass shows, up to the query's own position. */
    protected Mask mask(Pass pass) {
        return new Mask(true, pass.mask().window(), pass.mask().visible());
    }

    /** The tables that queries and keys are rotated by. */
    protected Optional<Rotary> rotary(Pass pass) {
        return pass.rotary();
    }

    /** [B, T, n · D] → [B, n, T, D], each head normalised where there is a norm. */
    private Tensor split(Tensor x, int n, Optional<Norm> norm) {
        Tensor apart = x.reshape(x.dim(0), x.dim(1), Dim.of(n), Dim.of(heads.size()));
        return (norm.isPresent() ? norm.get().apply(apart) : apart).permute(0, 2, 1, 3);
    }

    /** [B, H, T, D] → [B, T, H · D]. */
    private Tensor merge(Tensor x) {
        return x.permute(0, 2, 1, 3).reshape(x.dim(0), x.dim(2), Dim.of(heads.queryWidth()));
    }
}
