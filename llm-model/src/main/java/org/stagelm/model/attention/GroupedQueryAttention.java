package org.stagelm.model.attention;

import com.google.auto.service.AutoService;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Attention;
import org.stagelm.api.layer.AttentionComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Norm;

/** Attention in which groups of query heads share keys and values, for a smaller cache (Ainslie et al. 2023). */
public final class GroupedQueryAttention extends ProjectedAttention {

    GroupedQueryAttention(LayerContext context, Settings settings) {
        super(context, settings);
    }

    public record Settings(
            @Setting(value = "query heads", min = 1) int heads,
            @Setting(value = "key-value heads; they divide the query heads", min = 1) int keyValueHeads,
            @Setting(value = "size of one head; width / heads where not given", min = 1) OptionalInt headSize,
            @Setting("the projections of queries, keys and values have a bias") boolean bias,
            @Setting("the projection behind the heads has a bias; as bias where not given") Optional<Boolean> outputBias,
            @Setting("normalises each head's queries and keys before they are rotated") Optional<Choice<Norm>> queryKeyNorm,
            @Setting(value = "factor on the scores; 1 / the root of the head size where not given", above = 0) OptionalDouble scale,
            @Setting(value = "scores become softcap · tanh(score / softcap), which bounds them", above = 0) OptionalDouble softcap)
            implements ProjectedSettings {

        @Override
        public int sharedHeads() {
            return keyValueHeads;
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
            return new Settings(4, 2, OptionalInt.empty(), false, Optional.empty(), Optional.empty(), OptionalDouble.empty(),
                    OptionalDouble.empty());
        }

        @Override
        public void check(Settings settings, Dimensions dimensions, Problems problems) {
            settings.check(dimensions, problems);
        }

        @Override
        public Attention create(Settings settings, LayerContext context) {
            return new GroupedQueryAttention(context, settings);
        }
    }
}
