package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Initialization;
import org.stagelm.api.layer.InitializationComponent;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LayerContext;

/**
 * Type {@code xavier}: the numbers of a matrix [out, in] have the variance 2 / (in + out), so that neither activations nor gradients grow from layer
 * to layer (Glorot and Bengio 2010, eq. 16). Embeddings count as a matrix; biases begin at 0, gains at 1.
 */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(InitializationComponent.class)
public final class XavierInitialization implements InitializationComponent<XavierInitialization.Settings> {

    public record Settings(@Setting("the distribution that has this variance") Distribution distribution) {}

    @Override
    public String type() {
        return "xavier";
    }

    @Override
    public Settings defaults() {
        return new Settings(Distribution.UNIFORM);
    }

    @Override
    public Initialization create(Settings settings, LayerContext context) {
        return (role, dimensions, shape) -> switch (role) {
            case MATRIX, RESIDUAL_MATRIX, HEAD, EMBEDDING -> settings.distribution().initializer(2.0 / (shape[0] + shape[1]));
            default -> Initializer.begin(role);
        };
    }
}
