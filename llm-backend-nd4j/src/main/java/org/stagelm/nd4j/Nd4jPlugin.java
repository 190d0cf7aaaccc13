package org.stagelm.nd4j;

import com.google.auto.service.AutoService;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.EngineComponent;

/** The backend {@code nd4j}. Naming it loads nothing; {@link #create} loads ND4J. */
@SuppressWarnings("rawtypes") // the service is generic
@AutoService(EngineComponent.class)
public final class Nd4jPlugin implements EngineComponent<Nd4jSettings> {

    static final String TYPE = "nd4j";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Nd4jSettings defaults() {
        return Nd4jSettings.DEFAULTS;
    }

    /** @throws org.stagelm.api.UserError where ND4J does not load on this platform, saying what to add */
    @Override
    public Engine create(Nd4jSettings settings, BuildContext context) {
        return Nd4jEngine.open(settings.threads());
    }

    /** Below libtorch's. */
    @Override
    public int speedRank() {
        return 50;
    }
}
