package org.stagelm.api.tensor;

/**
 * One size of a shape. On an engine it is a number; in a traced graph it may be symbolic, such as the batch or the sequence, so {@code forward()}
 * computes with sizes and never asks for their value.
 */
public interface Dim {

    Dim plus(Dim other);

    Dim times(Dim other);

    /** True where the number is known. */
    boolean isFixed();

    /**
     * The number.
     *
     * @throws IllegalStateException on a symbolic size, naming it and the layer that asked
     */
    long value();

    static Dim of(long value) {
        return new FixedDim(value);
    }
}
