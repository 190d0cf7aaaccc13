package org.stagelm.torch;

import org.junit.jupiter.api.AfterAll;
import org.stagelm.api.tensor.Engine;
import org.stagelm.testkit.contract.EngineContract;

/** All that every engine must keep, in bfloat16, with the contract's own tolerances for it. */
class Bfloat16ContractTest extends EngineContract {

    private static final TorchSettings SETTINGS = new TorchSettings(2, FloatType.BFLOAT16, "cpu");
    private static final Engine ENGINE = TorchEngine.open(SETTINGS);

    @Override
    public Engine engine() {
        return ENGINE;
    }

    @Override
    public Engine another() {
        return TorchEngine.open(SETTINGS);
    }

    @AfterAll
    static void closeEngine() {
        ENGINE.close();
    }
}
