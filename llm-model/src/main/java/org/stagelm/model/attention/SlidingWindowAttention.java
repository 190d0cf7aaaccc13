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
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Rotary;

/** Attention to the last tokens alone, in all blocks or in most (Beltagy et al. 2020; Mistral, Gemma). */
public final class SlidingWindowAttention extends ProjectedAttention {

    private final OptionalInt window; // empty in a block that sees all

    SlidingWindowAttention(LayerContext context, Settings settings) {
        super(context, settings);
        boolean full = settings.fullEvery() > 0 && (context.layer().orElse(0) + 1) % settings.fullEvery() == 0;
        window = full ? OptionalInt.empty() : OptionalInt.of(settings.window());
    }

    @Override
    protected Mask mask(Pass pass) {
        return window.isEmpty() ? super.mask(pass) : new Mask(true, window, pass.mask().visible());
    }

    @Override
    protected Optional<Rotary> rotary(Pass pass) {
        return window.isPresent() && pass.localRotary().isPresent() ? pass.localRotary() : pass.rotary();
    }

    public record Settings(
            @Setting(value = "query heads", min = 1) int heads,
            @Setting(value = "key-value heads; as many as query heads where not given", min = 1) OptionalInt keyValueHeads,
            @Setting(value = "how many tokens are seen, the own one included", unit = "tokens", min = 1) int window,
            @Setting(value = "one in so many blocks sees all tokens; 0: none does", min = 0) int fullEvery,
            @Setting(value = "size of one head; width / heads where not given", min = 1) OptionalInt headSize,
            @Setting("the projections of queries, keys and values have a bias") boolean bias,
            @Setting("the projection behind the heads has a bias; as bias where not given") Optional<Boolean> outputBias,
            @Setting("normalises each head's queries and keys before they are rotated") Optional<Choice<Norm>> queryKeyNorm,
            @Setting(value = "factor on the scores; 1 / the root of the head size where not given", above = 0) OptionalDouble scale,
            @Setting(value = "scores become softcap · tanh(score / softcap), which bounds them", above = 0) OptionalDouble softcap)
            implements ProjectedSettings {

        @Override
        public int sharedHeads() {
            return keyValueHeads.orElse(heads);
        }
    }

    /** Type {@code sliding-window}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(AttentionComponent.class)
    public static final class Plugin implements AttentionComponent<Settings> {

        @Override
        public String type() {
            return "sliding-window";
        }

        @Override
        public Settings defaults() {
            return new Settings(4, OptionalInt.empty(), 128, 0, OptionalInt.empty(), false, Optional.empty(), Optional.empty(),
                    OptionalDouble.empty(), OptionalDouble.empty());
        }

        @Override
        public void check(Settings settings, Dimensions dimensions, Problems problems) {
            settings.check(dimensions, problems);
        }

        @Override
        public Attention create(Settings settings, LayerContext context) {
            return new SlidingWindowAttention(context, settings);
        }
    }
}
