package org.stagelm.core.model;

import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;

/** What a model is bound for, which decides how its weights are held. */
public enum Purpose {

    /** Weights are variables of float32, or of the engine's float type where that is wider. */
    TRAINING,

    /** Weights never change: they are held once, in the type the engine computes in, so that no pass casts them. */
    GENERATION;

    DType weightType(Engine engine) {
        return this == TRAINING ? engine.floatType().atLeast(DType.FLOAT32) : engine.floatType();
    }
}
