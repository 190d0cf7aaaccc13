package org.stagelm.model.attention;

import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Linear;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.KeyValue;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Tensor;

/**
 * Scaled dot-product attention of one head (Vaswani et al. 2017, eq. 1), as a book builds it up. Where it sees the tokens after its own, keys and
 * values of a text change with each token written, so nothing is cached and a text is read anew for each.
 */
final class SingleHeadAttention extends Attention {

    private static final Logger LOG = LoggerFactory.getLogger(SingleHeadAttention.class);

    private final int size;
    private final boolean causal;
    private final Linear queryProjection;
    private final Linear keyProjection;
    private final Linear valueProjection;
    private final Optional<Linear> outputProjection; // where a head is of another size than the width

    SingleHeadAttention(LayerContext context, SingleHeadSettings settings, boolean causal) {
        super(context);
        int width = context.dimensions().width();
        boolean bias = settings.bias();
        this.size = settings.headSizeIn(width);
        this.causal = causal;
        queryProjection = context.linear("q_proj", Role.MATRIX, width, size, bias);
        keyProjection = context.linear("k_proj", Role.MATRIX, width, size, bias);
        valueProjection = context.linear("v_proj", Role.MATRIX, width, size, bias);
        outputProjection = size == width ? Optional.empty() : Optional.of(context.linear("o_proj", Role.RESIDUAL_MATRIX, size, width, bias));
        if (!causal) {
            warn(context);
        }
    }

    /** Once for a model. */
    static void warn(LayerContext context) {
        if (context.layer().orElse(0) == 0) {
            LOG.warn("this attention sees the tokens that come after its own: a model that learns to foretell them with it only learns to copy");
        }
    }

    @Override
    protected Tensor forward(Tensor x, Pass pass) {
        Optional<KeyValue> cache = causal ? pass.cache().map(c -> c.of(path(), x.dim(0), 1, size)) : Optional.empty();
        Mask mask = new Mask(causal, pass.mask().window(), pass.mask().visible());
        Attend attend = new Attend(head(queryProjection.apply(x)), head(keyProjection.apply(x)), head(valueProjection.apply(x)), pass.rotary(), cache,
                pass.bias(), mask, 1 / Math.sqrt(size), OptionalDouble.empty(), pass.dropout("weights", pass.dropouts().attention()));
        pass.observer().ifPresent(o -> o.attending(path(), attend));
        Tensor result = attend.compute();
        Tensor merged = result.reshape(x.dim(0), x.dim(1), Dim.of(size));
        return outputProjection.isPresent() ? outputProjection.get().apply(merged) : merged;
    }

    /** [B, T, D] → [B, 1, T, D]. */
    private Tensor head(Tensor x) {
        return x.reshape(x.dim(0), Dim.of(1), x.dim(1), Dim.of(size));
    }
}
