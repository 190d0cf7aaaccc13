package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.Setting;
import org.stagelm.api.layer.Initialization;
import org.stagelm.api.layer.InitializationComponent;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.LayerContext;

/**
 * Type {@code kaiming}: the numbers of a matrix [out, in] have the variance gain² / in, so that activations keep their size from layer to layer; with
 * the gain √2 behind a ReLU (He et al. 2015, eq. 10). Embeddings, which are looked up, have the variance 1 / width; biases begin at 0, gains at 1.
 */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(InitializationComponent.class)
public final class KaimingInitialization implements InitializationComponent<KaimingInitialization.Settings> {

    public record Settings(
            @Setting(value = "factor on the standard deviation; √2 suits ReLU, 1 a linear layer", above = 0) double gain,
            @Setting("the distribution that has this variance") Distribution distribution) {}

    @Override
    public String type() {
        return "kaiming";
    }

    @Override
    public Settings defaults() {
        return new Settings(Math.sqrt(2), Distribution.NORMAL);
    }

    @Override
    public Initialization create(Settings settings, LayerContext context) {
        return (role, dimensions, shape) -> switch (role) {
            case MATRIX, RESIDUAL_MATRIX, HEAD -> settings.distribution().initializer(settings.gain() * settings.gain() / shape[1]);
            case EMBEDDING -> settings.distribution().initializer(1.0 / shape[1]);
            default -> Initializer.begin(role);
        };
    }
}
