package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.ActivationComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.tensor.Tensor;

/** Type {@code gelu}: x Φ(x), Φ being the normal distribution's function (Hendrycks and Gimpel 2016). */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(ActivationComponent.class)
public final class Gelu implements ActivationComponent<Gelu.Settings> {

    public record Settings() {}

    @Override
    public String type() {
        return "gelu";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public Activation create(Settings settings, LayerContext context) {
        return Tensor::gelu;
    }
}
