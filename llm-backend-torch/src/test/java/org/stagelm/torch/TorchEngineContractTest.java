package org.stagelm.torch;

import org.junit.jupiter.api.AfterAll;
import org.stagelm.api.tensor.Engine;
import org.stagelm.testkit.contract.EngineContract;

/** All that every engine must keep, with the contract's own tolerances for float32. */
class TorchEngineContractTest extends EngineContract {

    private static final Engine ENGINE = TorchEngine.open(2);

    @Override
    public Engine engine() {
        return ENGINE;
    }

    @Override
    public Engine another() {
        return TorchEngine.open(2);
    }

    @AfterAll
    static void closeEngine() {
        ENGINE.close();
    }
}
