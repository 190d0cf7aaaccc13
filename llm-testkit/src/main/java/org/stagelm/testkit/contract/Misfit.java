package org.stagelm.testkit.contract;

import java.util.List;
import java.util.function.Function;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Tensor;

/**
 * A call that must be refused.
 *
 * @param shapes what the message must contain
 */
record Misfit(String operation, Function<Engine, Tensor> run, List<String> shapes) {

    Misfit(String operation, Function<Engine, Tensor> run, String... shapes) {
        this(operation, run, List.of(shapes));
    }
}
