package org.stagelm.experiment.estimate;

import java.util.Optional;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

/** How many floating-point operations per second an engine does in large matrix products: the bound of what training can reach. */
public final class ProductSpeed {

    private static final int SIZE = 768;
    private static final double SECONDS = 0.5;

    private ProductSpeed() {}

    /** Takes half a second. The quickest product counts: it is the one that nothing else disturbed. */
    public static double measure(Engine engine) {
        try (Scope scope = engine.scope()) {
            Tensor a = engine.constant(new float[SIZE * SIZE], SIZE, SIZE);
            long quickest = Long.MAX_VALUE;
            for (long begun = System.nanoTime(), start = begun; start - begun < SECONDS * 1e9; start = System.nanoTime()) {
                multiply(engine, a);
                quickest = Math.min(quickest, System.nanoTime() - start);
            }
            return 2.0 * SIZE * SIZE * SIZE / (quickest * 1e-9);
        }
    }

    private static void multiply(Engine engine, Tensor a) {
        try (Scope scope = engine.scope()) {
            engine.doubles(a.linear(a, Optional.empty()).slice(0, 0, 1).slice(1, 0, 1)); // read back, so that it is computed
        }
    }
}
