package org.stagelm.testkit.reference;

import org.junit.jupiter.api.Nested;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.testkit.contract.EngineContract;

/** The contract's own tolerances leave room for engines of smaller types: the reference passes when it rounds each result to them. */
class RoundedReferenceContractTest {

    @Nested
    class Single extends EngineContract {

        private static final Engine ENGINE = new ReferenceEngine(DType.FLOAT32);

        @Override
        public Engine engine() {
            return ENGINE;
        }

        @Override
        public Engine another() {
            return new ReferenceEngine(DType.FLOAT32);
        }
    }

    @Nested
    class Brain extends EngineContract {

        private static final Engine ENGINE = new ReferenceEngine(DType.BFLOAT16);

        @Override
        public Engine engine() {
            return ENGINE;
        }

        @Override
        public Engine another() {
            return new ReferenceEngine(DType.BFLOAT16);
        }
    }
}
