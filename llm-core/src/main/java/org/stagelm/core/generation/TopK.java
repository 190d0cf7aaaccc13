package org.stagelm.core.generation;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Setting;
import org.stagelm.api.generation.Candidates;
import org.stagelm.api.generation.Sampler;
import org.stagelm.api.generation.SamplerComponent;

/** Keeps the k likeliest tokens (Fan, Lewis and Dauphin 2018); among equals those with the smaller ids. */
public final class TopK implements Sampler {

    private final int topK;

    private TopK(int topK) {
        this.topK = topK;
    }

    /** @param topK at least 1; as many as there are tokens, or more, keeps all */
    public static Sampler of(int topK) {
        SamplerRange.check("topK", topK, topK >= 1, "at least 1");
        return new TopK(topK);
    }

    @Override
    public void apply(Candidates candidates) {
        if (topK < candidates.size()) {
            candidates.sort();
            candidates.keep(topK);
        }
    }

    public record Settings(@Setting(value = "how many of the likeliest tokens stay in the draw", unit = "tokens", min = 1) int topK) {}

    /** Registers {@code top-k}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(SamplerComponent.class)
    public static final class Plugin implements SamplerComponent<Settings> {

        @Override
        public String type() {
            return "top-k";
        }

        @Override
        public Settings defaults() {
            return new Settings(50);
        }

        @Override
        public Sampler create(Settings settings, BuildContext context) {
            return of(settings.topK());
        }
    }
}
