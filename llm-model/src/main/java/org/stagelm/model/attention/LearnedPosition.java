package org.stagelm.model.attention;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Position;
import org.stagelm.api.layer.PositionComponent;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.Tensor;

/** Adds a learned vector for each position up to the model's context (Radford et al. 2018). */
public final class LearnedPosition extends Position {

    private final Parameter table; // [context, width]

    LearnedPosition(LayerContext context) {
        super(context);
        table = context.parameter("weight", Role.EMBEDDING, context.dimensions().context(), context.dimensions().width());
    }

    @Override
    protected Tensor add(Tensor x, Tensor positions) {
        return x.add(table.rows(positions)); // [B, T, width] + [T, width] or [B, T, width]
    }

    public record Settings() {}

    /** Type {@code learned}. */
    @SuppressWarnings("rawtypes") // the service is generic
    @AutoService(PositionComponent.class)
    public static final class Plugin implements PositionComponent<Settings> {

        @Override
        public String type() {
            return "learned";
        }

        @Override
        public Settings defaults() {
            return new Settings();
        }

        @Override
        public Position create(Settings settings, LayerContext context) {
            return new LearnedPosition(context);
        }
    }
}
