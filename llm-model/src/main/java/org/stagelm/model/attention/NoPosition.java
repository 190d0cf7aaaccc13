package org.stagelm.model.attention;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Position;
import org.stagelm.api.layer.PositionComponent;

/** Says nothing of positions: a causal model still learns some order from how many tokens it sees (Haviv et al. 2022). */
public final class NoPosition extends Position {

    NoPosition(LayerContext context) {
        super(context);
    }

    public record Settings() {}

    /** Type {@code none}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(PositionComponent.class)
    public static final class Plugin implements PositionComponent<Settings> {

        @Override
        public String type() {
            return "none";
        }

        @Override
        public Settings defaults() {
            return new Settings();
        }

        @Override
        public Position create(Settings settings, LayerContext context) {
            return new NoPosition(context);
        }
    }
}
