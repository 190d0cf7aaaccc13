package org.stagelm.api.layer;

import org.stagelm.api.tensor.RandomKey;

/** The first value of each element of a parameter, as a pure function of a key and the element's row-major index. */
@FunctionalInterface
public interface Initializer {

    float value(RandomKey key, long index);

    static Initializer constant(double value) {
        return (key, index) -> (float) value;
    }

    static Initializer normal(double mean, double standardDeviation) {
        return (key, index) -> (float) (mean + standardDeviation * key.normal(index));
    }

    static Initializer uniform(double from, double to) {
        return (key, index) -> (float) (from + (to - from) * key.uniform(index));
    }

    /** Given numbers, row-major. */
    static Initializer of(float[] values) {
        return (key, index) -> values[Math.toIntExact(index)];
    }
}
