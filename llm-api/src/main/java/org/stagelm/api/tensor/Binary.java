package org.stagelm.api.tensor;

/** Elementwise functions of two tensors that broadcast against each other. */
public enum Binary {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    /** The larger of the two; where they are equal each receives half of the gradient. */
    MAXIMUM
}
