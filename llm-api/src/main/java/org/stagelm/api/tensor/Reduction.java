package org.stagelm.api.tensor;

/** Ways to reduce one axis. */
public enum Reduction {
    SUM,
    MEAN,
    /** The largest element; the gradient is shared evenly among equal ones. */
    MAX
}
