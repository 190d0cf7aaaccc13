package org.stagelm.api.tensor;

/** Elementwise comparisons; the result is {@link DType#BOOL}. */
public enum Comparison {
    LESS,
    LESS_OR_EQUAL,
    EQUAL
}
