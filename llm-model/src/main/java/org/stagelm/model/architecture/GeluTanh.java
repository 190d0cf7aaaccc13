package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.ActivationComponent;
import org.stagelm.api.layer.LayerContext;
import org.stagelm.api.tensor.Tensor;

/** Type {@code gelu-tanh}: the tanh approximation of {@link Gelu} that GPT-2 was trained with. */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(ActivationComponent.class)
public final class GeluTanh implements ActivationComponent<GeluTanh.Settings> {

    public record Settings() {}

    @Override
    public String type() {
        return "gelu-tanh";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public Activation create(Settings settings, LayerContext context) {
        return Tensor::geluTanh;
    }
}
