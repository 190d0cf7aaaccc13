package org.stagelm.api.tensor;

/** A size that is a number. */
record FixedDim(long value) implements Dim {

    FixedDim {
        if (value < 0) {
            throw new IllegalArgumentException("a size cannot be negative: " + value);
        }
    }

    @Override
    public Dim plus(Dim other) {
        return other.isFixed() ? new FixedDim(Math.addExact(value, other.value())) : other.plus(this);
    }

    @Override
    public Dim times(Dim other) {
        return other.isFixed() ? new FixedDim(Math.multiplyExact(value, other.value())) : other.times(this);
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
