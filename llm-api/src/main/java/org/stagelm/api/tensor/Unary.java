package org.stagelm.api.tensor;

/** Elementwise functions of one tensor. */
public enum Unary {
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
    /** max(x, 0); its gradient at 0 is 0. */
    RELU
}
