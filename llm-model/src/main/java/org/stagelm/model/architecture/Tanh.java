package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.ActivationComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.tensor.Tensor;

/** Type {@code tanh}: the hyperbolic tangent. */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(ActivationComponent.class)
public final class Tanh implements ActivationComponent<Tanh.Settings> {

    public record Settings() {}

    @Override
    public String type() {
        return "tanh";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public Activation create(Settings settings, LayerContext context) {
        return Tensor::tanh;
    }
}
