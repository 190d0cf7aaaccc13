package org.stagelm.core.generation;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.generation.Candidates;
import org.stagelm.api.generation.Sampler;
import org.stagelm.api.generation.SamplerComponent;

/** Keeps the fewest tokens, likeliest first, whose probabilities add up to at least p: nucleus sampling (Holtzman et al. 2020, section 3.1). */
public final class TopP implements Sampler {

    private final double topP;

    private TopP(double topP) {
        this.topP = topP;
    }

    /** @param topP in (0, 1]; 1 keeps all */
    public static Sampler of(double topP) {
        SamplerRange.check("topP", topP, topP > 0 && topP <= 1, "above 0 and at most 1");
        return new TopP(topP);
    }

    @Override
    public void apply(Candidates candidates) {
        if (topP == 1) {
            return;
        }
        candidates.sort();
        double[] probabilities = candidates.probabilities();
        double sum = 0;
        int count = 0;
        while (count < probabilities.length && sum < topP) {
            sum += probabilities[count++];
        }
        candidates.keep(count);
    }

    public record Settings(
            @Setting(value = "the likeliest tokens stay in the draw until their probabilities add up to this", above = 0, max = 1) double topP) {}

    /** Registers {@code top-p}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(SamplerComponent.class)
    public static final class Plugin implements SamplerComponent<Settings> {

        @Override
        public String type() {
            return "top-p";
        }

        @Override
        public Settings defaults() {
            return new Settings(0.9);
        }

        @Override
        public Sampler create(Settings settings, BuildContext context) {
            return of(settings.topP());
        }
    }
}
