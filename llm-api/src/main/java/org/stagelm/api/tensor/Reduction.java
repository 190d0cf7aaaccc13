package org.stagelm.api.tensor;

/** Ways to reduce one axis. */
public enum Reduction {
    /** Of nothing: 0. */
    SUM,
    /** Of nothing: not a number. */
    MEAN,
    /** The largest element; the gradient is shared evenly among equal ones. Of nothing: refused. */
    MAX
}
