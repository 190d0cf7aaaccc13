package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.ActivationComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.tensor.Tensor;

/** Type {@code relu}: max(x, 0). */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(ActivationComponent.class)
public final class Relu implements ActivationComponent<Relu.Settings> {

    public record Settings() {}

    @Override
    public String type() {
        return "relu";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public Activation create(Settings settings, LayerContext context) {
        return Tensor::relu;
    }
}
