package org.stagelm.testkit.reference;

import org.stagelm.api.tensor.Engine;
import org.stagelm.testkit.contract.MemoryContract;

/** The reference engine counts its tensors, so what runs on it shows where a scope was forgotten. */
class ReferenceMemoryTest implements MemoryContract {

    private final ReferenceEngine engine = new ReferenceEngine();

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public long held() {
        return engine.livingTensors();
    }
}
