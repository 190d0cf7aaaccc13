package org.stagelm.model.architecture;

import com.google.auto.service.AutoService;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.ActivationComponent;
import org.stagelm.api.layer.LayerContext;

/** Type {@code relu-squared}: max(x, 0)² (So et al. 2021, Primer). */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(ActivationComponent.class)
public final class ReluSquared implements ActivationComponent<ReluSquared.Settings> {

    public record Settings() {}

    @Override
    public String type() {
        return "relu-squared";
    }

    @Override
    public Settings defaults() {
        return new Settings();
    }

    @Override
    public Activation create(Settings settings, LayerContext context) {
        return x -> x.relu().square();
    }
}
