package org.stagelm.nd4j.kernel;

import org.stagelm.api.tensor.Unary;

/** Elementwise functions of one tensor that have a kernel: the primitives and the activations. */
public enum Function {
    NEGATE,
    ABS,
    EXP,
    LOG,
    SQRT,
    RECIPROCAL,
    SIN,
    COS,
    TANH,
    SIGMOID,
    ERF,
    RELU,
    GELU,
    GELU_TANH,
    SILU;

    public static Function of(Unary primitive) {
        return valueOf(primitive.name());
    }

    /** Roughly how many additions one costs. */
    int cost() {
        return switch (this) {
            case NEGATE, ABS, RELU, RECIPROCAL, SQRT -> 1;
            case LOG, SIN, COS -> 16;
            default -> 4;
        };
    }
}
