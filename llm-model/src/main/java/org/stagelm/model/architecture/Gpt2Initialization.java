package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Initialization;
import org.stagelm.api.layer.InitializationComponent;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.layer.Role;

/**
 * Type {@code gpt2}: matrices and embeddings are normal around 0, those that add to the residual stream smaller by √(2 · layers), so that the
 * stream's variance does not grow with depth (Radford et al. 2019, section 2.3). Biases begin at 0, gains at 1.
 */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(InitializationComponent.class)
public final class Gpt2Initialization implements InitializationComponent<Gpt2Initialization.Settings> {

    public record Settings(@Setting(value = "standard deviation of matrices and embeddings", above = 0) double standardDeviation) {}

    @Override
    public String type() {
        return "gpt2";
    }

    @Override
    public Settings defaults() {
        return new Settings(0.02);
    }

    @Override
    public Initialization create(Settings settings, LayerContext context) {
        return (role, dimensions, shape) -> initializer(role, dimensions, settings.standardDeviation());
    }

    private static Initializer initializer(Role role, Dimensions dimensions, double deviation) {
        return switch (role) {
            case MATRIX, EMBEDDING, HEAD -> Initializer.normal(0, deviation);
            case RESIDUAL_MATRIX -> Initializer.normal(0, deviation / Math.sqrt(2.0 * dimensions.layers()));
            case BIAS, GAIN, CONSTANT -> Initializer.begin(role);
        };
    }
}
