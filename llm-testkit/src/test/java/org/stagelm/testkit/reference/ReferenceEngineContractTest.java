package org.stagelm.testkit.reference;

import org.stagelm.api.tensor.Engine;
import org.stagelm.testkit.contract.EngineContract;

/** The reference keeps its own contract: of values and gradients this shows only that they do not depend on the instance, of all else that they hold. */
class ReferenceEngineContractTest extends EngineContract {

    private static final Engine ENGINE = new ReferenceEngine();

    @Override
    public Engine engine() {
        return ENGINE;
    }
}
