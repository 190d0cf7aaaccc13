package org.stagelm.model.attention;

import com.google.auto.service.AutoService;
import java.util.OptionalInt;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.AttentionComponent;
import org.stagelm.api.layer.AttentionSettings;
import org.stagelm.api.layer.LayerContext;

/** One head with trainable queries, keys and values, and no mask: it sees the whole text (Raschka 2024, section 3.4). */
public final class SelfAttention extends SingleHeadAttention {

    SelfAttention(LayerContext context, Settings settings) {
        super(context, settings.headSize(), settings.bias(), false);
    }

    public record Settings(
            @Setting(value = "size of queries, keys and values; the width where not given", min = 1) OptionalInt headSize,
            @Setting("projections have a bias") boolean bias) implements AttentionSettings {

        @Override
        public int heads() {
            return 1;
        }

        @Override
        public int headSizeIn(int width) {
            return headSize.orElse(width);
        }
    }

    /** Type {@code self}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(AttentionComponent.class)
    public static final class Plugin implements AttentionComponent<Settings> {

        @Override
        public String type() {
            return "self";
        }

        @Override
        public Settings defaults() {
            return new Settings(OptionalInt.empty(), false);
        }

        @Override
        public Attention create(Settings settings, LayerContext context) {
            return new SelfAttention(context, settings);
        }
    }
}
