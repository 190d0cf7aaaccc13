package org.stagelm.core.generation;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.generation.Candidates;
import org.stagelm.api.generation.Sampler;
import org.stagelm.api.generation.SamplerComponent;

/** Divides the logits by the temperature: below 1 the likely tokens become likelier, above 1 less so (Ackley, Hinton and Sejnowski 1985). */
public final class Temperature implements Sampler {

    private final double temperature;

    private Temperature(double temperature) {
        this.temperature = temperature;
    }

    /** @param temperature above 0; at 0 only the best token would be left, which is what {@link SamplerChain#greedy} chooses */
    public static Sampler of(double temperature) {
        SamplerRange.check("temperature", temperature, temperature > 0 && temperature < Double.POSITIVE_INFINITY,
                "above 0; to take the likeliest token each time, choose greedy");
        return new Temperature(temperature);
    }

    @Override
    public void apply(Candidates candidates) {
        if (temperature == 1) {
            return;
        }
        // The largest logit goes to 0 first: however low the temperature, it stays there and nothing becomes infinite but −∞, whose probability is 0.
        float max = Float.NEGATIVE_INFINITY;
        for (int rank = 0; rank < candidates.size(); rank++) {
            max = Math.max(max, candidates.logit(rank));
        }
        for (int rank = 0; rank < candidates.size(); rank++) {
            candidates.logit(rank, (float) (((double) candidates.logit(rank) - max) / temperature));
        }
    }

    public record Settings(
            @Setting(value = "logits are divided by it: lower is safer, higher is more varied", above = 0) double temperature) {}

    /** Registers {@code temperature}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(SamplerComponent.class)
    public static final class Plugin implements SamplerComponent<Settings> {

        @Override
        public String type() {
            return "temperature";
        }

        @Override
        public Settings defaults() {
            return new Settings(1.0);
        }

        @Override
        public Sampler create(Settings settings, BuildContext context) {
            return of(settings.temperature());
        }
    }
}
