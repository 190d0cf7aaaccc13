package org.stagelm.model.attention;

import com.google.auto.service.AutoService;
import java.util.OptionalInt;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.AttentionComponent;
import org.stagelm.api.layer.AttentionSettings;
import org.stagelm.api.layer.LayerContext;

/** Attention whose query heads have keys and values of their own (Vaswani et al. 2017). */
public final class MultiHeadAttention extends ProjectedAttention {

    MultiHeadAttention(LayerContext context, Settings settings) {
        super(context, new Heads(settings.heads(), settings.heads(), settings.headSizeIn(context.dimensions().width())), settings.bias());
    }

    public record Settings(
            @Setting(value = "query heads", min = 1) int heads,
            @Setting(value = "size of one head; width / heads where not given", min = 1) OptionalInt headSize,
            @Setting("projections have a bias") boolean bias) implements AttentionSettings {

        @Override
        public int headSizeIn(int width) {
            return Heads.sizeIn(width, heads, headSize);
        }
    }

    /** Type {@code multi-head}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(AttentionComponent.class)
    public static final class Plugin implements AttentionComponent<Settings> {

        @Override
        public String type() {
            return "multi-head";
        }

        @Override
        public Settings defaults() {
            return new Settings(4, OptionalInt.empty(), true);
        }

        @Override
        public void check(Settings settings, Dimensions dimensions, Problems problems) {
            Heads.check(settings.heads(), settings.headSize(), dimensions, problems);
        }

        @Override
        public Attention create(Settings settings, LayerContext context) {
            return new MultiHeadAttention(context, settings);
        }
    }
}
