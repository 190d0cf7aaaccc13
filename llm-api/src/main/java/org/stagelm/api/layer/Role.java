package org.stagelm.api.layer;

/** What a parameter is; weight decay, initialisation, LoRA and quantisation choose by it. */
public enum Role {
    /** A projection [out, in]. */
    MATRIX(true),
    /** A projection [out, in] whose result is added to the residual stream. */
    RESIDUAL_MATRIX(true),
    /** A table of vectors [rows, width]. */
    EMBEDDING(true),
    /** A head of its own [vocabulary, width]. */
    HEAD(true),
    BIAS(false),
    /** The gain of a norm. */
    GAIN(false),
    /** Numbers that are computed, not learned, and not saved, such as rotary tables. */
    CONSTANT(false);

    private final boolean matrix;

    Role(boolean matrix) {
        this.matrix = matrix;
    }

    /** True for the parameters that weight decay applies to. */
    public boolean isMatrix() {
        return matrix;
    }
}
