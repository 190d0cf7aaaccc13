package org.stagelm.model.attention;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.AttentionComponent;
import org.stagelm.api.layer.LayerContext;

/** Type {@code self}: one head with trainable queries, keys and values, and no mask: it sees the whole text (Raschka 2024, section 3.4). */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(AttentionComponent.class)
public final class SelfAttention implements AttentionComponent<SingleHeadSettings> {

    @Override
    public String type() {
        return "self";
    }

    @Override
    public SingleHeadSettings defaults() {
        return SingleHeadSettings.DEFAULTS;
    }

    @Override
    public Attention create(SingleHeadSettings settings, LayerContext context) {
        return new SingleHeadAttention(context, settings, false);
    }
}
