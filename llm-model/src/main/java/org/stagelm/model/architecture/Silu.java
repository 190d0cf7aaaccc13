package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.ActivationComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.tensor.Tensor;

/** Type {@code silu}: x σ(x), also known as swish (Elfwing et al. 2018). */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(ActivationComponent.class)
public final class Silu implements ActivationComponent<Silu.Settings> {

    public record Settings() {}

    @Override
    public String type() {
        return "silu";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public Activation create(Settings settings, LayerContext context) {
        return Tensor::silu;
    }
}
