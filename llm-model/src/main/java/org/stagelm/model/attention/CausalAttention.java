package org.stagelm.model.attention;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.AttentionComponent;
import org.stagelm.api.layer.LayerContext;

/** Type {@code causal}: one head that sees no token after its own (Raschka 2024, section 3.5). */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(AttentionComponent.class)
public final class CausalAttention implements AttentionComponent<SingleHeadSettings> {

    @Override
    public String type() {
        return "causal";
    }

    @Override
    public SingleHeadSettings defaults() {
        return SingleHeadSettings.DEFAULTS;
    }

    @Override
    public Attention create(SingleHeadSettings settings, LayerContext context) {
        return new SingleHeadAttention(context, settings, true);
    }
}
