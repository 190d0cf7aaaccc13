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

/** Attention in which groups of query heads share keys and values, for a smaller cache (Ainslie et al. 2023). */
public final class GroupedQueryAttention extends ProjectedAttention {

    GroupedQueryAttention(LayerContext context, Settings settings) {
        super(context, new Heads(settings.heads(), settings.keyValueHeads(), settings.headSizeIn(context.dimensions().width())), settings.bias());
    }

    public record Settings(
            @Setting(value = "query heads", min = 1) int heads,
            @Setting(value = "key-value heads; they divide the query heads", min = 1) int keyValueHeads,
            @Setting(value = "size of one head; width / heads where not given", min = 1) OptionalInt headSize,
            @Setting("projections have a bias") boolean bias) implements AttentionSettings {

        @Override
        public int headSizeIn(int width) {
            return Heads.sizeIn(width, heads, headSize);
        }
    }

    /** Type {@code grouped-query}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(AttentionComponent.class)
    public static final class Plugin implements AttentionComponent<Settings> {

        @Override
        public String type() {
            return "grouped-query";
        }

        @Override
        public Settings defaults() {
            return new Settings(4, 2, OptionalInt.empty(), false);
        }

        @Override
        public void check(Settings settings, Dimensions dimensions, Problems problems) {
            Heads.check(settings.heads(), settings.headSize(), dimensions, problems);
            Heads.checkGroups(settings.heads(), settings.keyValueHeads(), problems);
        }

        @Override
        public Attention create(Settings settings, LayerContext context) {
            return new GroupedQueryAttention(context, settings);
        }
    }
}
