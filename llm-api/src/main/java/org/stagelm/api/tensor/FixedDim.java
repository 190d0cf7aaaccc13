package org.stagelm.api.tensor;

import java.util.List;

/** A size that is a number. */
record FixedDim(long value) implements Dim {

    FixedDim {
        if (value < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + value);
        }
    }

    @Override
    public Dim plus(Dim other) {
        if (!other.isFixed()) {
            return other.plus(this);
        }
        if (value > Long.MAX_VALUE - other.value()) {
            throw new IllegalArgumentException(value + " + " + other + " is more than a size can be");
        }
        return new FixedDim(value + other.value());
    }

    @Override
    public Dim times(Dim other) {
        return other.isFixed() ? new FixedDim(new Shape(List.of(this, other)).elements()) : other.times(this);
    }

    @Override
    public boolean isFixed() {
        return true;
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
