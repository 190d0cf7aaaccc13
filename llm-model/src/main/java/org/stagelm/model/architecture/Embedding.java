package org.stagelm.model.architecture;

import java.util.Optional;
import org.stagelm.api.layer.Layer;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Tensor;

/** A vector for each token, which may serve as the head as well (Press and Wolf 2017). */
final class Embedding extends Layer {

    private final Parameter table; // [vocabulary, width]

    Embedding(LayerContext context) {
        super(context);
        table = context.parameter("weight", Role.EMBEDDING, context.dimensions().vocabulary(), context.dimensions().width());
    }

    /** ids [B, T] → [B, T, width]. */
    Tensor apply(Tensor ids) {
        return within(() -> table.rows(ids));
    }

    /** [..., width] → the product with each token's vector, and the bias [vocabulary] added: [..., vocabulary]. */
    Tensor scores(Tensor hidden, Optional<Tensor> bias) {
        return within(() -> hidden.linear(table.value(), bias));
    }
}
