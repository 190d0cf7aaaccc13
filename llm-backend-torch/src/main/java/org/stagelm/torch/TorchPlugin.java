package org.stagelm.torch;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.component.Problems;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.EngineComponent;

/** The backend {@code torch}. Naming it loads nothing; {@link #create} loads libtorch. */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(EngineComponent.class)
public final class TorchPlugin implements EngineComponent<TorchSettings> {

    static final String TYPE = "torch";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public TorchSettings defaults() {
        return TorchSettings.DEFAULTS;
    }

    @Override
    public void check(TorchSettings settings, Dimensions dimensions, Problems problems) {
        if (!TorchDevice.isName(settings.device())) {
            problems.add("device", "must be " + TorchDevice.NAMES + ", not \"" + settings.device() + "\"");
        }
    }

    /** @throws org.stagelm.api.UserError where libtorch does not load on this platform, or without the wanted device, saying what to add */
    @Override
    public Engine create(TorchSettings settings, BuildContext context) {
        return TorchEngine.open(settings);
    }

    @Override
    public int speedRank() {
        return 100;
    }
}
