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

/** Attention whose query heads all share the keys and values of one (Shazeer 2019). */
public final class MultiQueryAttention extends ProjectedAttention {

    MultiQueryAttention(LayerContext context, Settings settings) {
        super(context, settings);
    }

    public record Settings(
            @Setting(value = "query heads", min = 1) int heads,
            @Setting(value = "size of one head; width / heads where not given", min = 1) OptionalInt headSize,
            @Setting("the projections of queries, keys and values have a bias") boolean bias,
            @Setting("the projection behind the heads has a bias; as bias where not given") Optional<Boolean> outputBias,
            @Setting("normalises each head's queries and keys before they are rotated") Optional<Choice<Norm>> queryKeyNorm,
            @Setting(value = "factor on the scores; 1 / the root of the head size where not given", above = 0) OptionalDouble scale,
            @Setting(value = "scores become softcap · tanh(score / softcap), which bounds them", above = 0) OptionalDouble softcap)
            implements ProjectedSettings {

        @Override
        public int sharedHeads() {
            return 1;
        }
    }

    /** Type {@code multi-query}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(AttentionComponent.class)
    public static final class Plugin implements AttentionComponent<Settings> {

        @Override
        public String type() {
            return "multi-query";
        }

        @Override
        public Settings defaults() {
            return new Settings(4, OptionalInt.empty(), false, Optional.empty(), Optional.empty(), OptionalDouble.empty(),
                    OptionalDouble.empty());
        }

        @Override
        public void check(Settings settings, Dimensions dimensions, Problems problems) {
            settings.check(dimensions, problems);
        }

        @Override
        public Attention create(Settings settings, LayerContext context) {
            return new MultiQueryAttention(context, settings);
        }
    }
}
