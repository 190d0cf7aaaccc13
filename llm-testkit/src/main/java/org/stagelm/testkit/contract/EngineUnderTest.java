package org.stagelm.testkit.contract;

import org.stagelm.api.tensor.Engine;

/** What a part of the contract asks of the test that runs it. Tolerances are shares of the largest expected number, or of 1 where that is smaller. */
public interface EngineUnderTest {

    /** The engine, open; during one test always the same. The contract does not close it. */
    Engine engine();

    /** The largest error of a value. By default 40 to 160 roundings of the engine's float type: sums of these tests have up to 70 terms. */
    default double valueTolerance() {
        return switch (engine().floatType()) {
            case FLOAT64 -> 1e-12;
            case FLOAT32 -> 1e-5;
            case FLOAT16 -> 2e-2;
            default -> 1e-1;
        };
    }

    /** The largest error of a gradient, which goes through more roundings than a value. */
    default double gradientTolerance() {
        return 5 * valueTolerance();
    }
}
