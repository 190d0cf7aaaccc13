package org.stagelm.testkit.reference;

import org.stagelm.api.tensor.Engine;
import org.stagelm.testkit.contract.EngineContract;

/** The reference keeps its own contract. Values and gradients are right trivially here: other tests see to them. */
class ReferenceEngineContractTest extends EngineContract {

    private static final Engine ENGINE = new ReferenceEngine();

    @Override
    public Engine engine() {
        return ENGINE;
    }

    @Override
    public Engine another() {
        return new ReferenceEngine();
    }
}
