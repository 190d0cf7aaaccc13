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

    /** Where biases and gains begin: at 0 and at 1. */
    static Initializer begin(Role role) {
        return switch (role) {
            case BIAS -> constant(0);
            case GAIN -> constant(1);
            default -> throw new IllegalArgumentException("a parameter of the role " + role + " begins with numbers of its own");
        };
    }

    /** Given numbers, row-major. */
    static Initializer of(float[] values) {
        return (key, index) -> values[Math.toIntExact(index)];
    }
}
