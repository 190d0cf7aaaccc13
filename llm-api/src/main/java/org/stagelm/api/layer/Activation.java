package org.stagelm.api.layer;

import org.stagelm.api.tensor.Tensor;

/** An elementwise function without parameters. */
@FunctionalInterface
public interface Activation {

    Tensor apply(Tensor x);
}
