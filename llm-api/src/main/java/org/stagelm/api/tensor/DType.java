package org.stagelm.api.tensor;

/** Element types, with their size in bytes. */
public enum DType {
    FLOAT64(8, true),
    FLOAT32(4, true),
    BFLOAT16(2, true),
    FLOAT16(2, true),
    INT64(8, false),
    INT32(4, false),
    INT8(1, false),
    UINT8(1, false),
    BOOL(1, false);

    private final int bytes;
    private final boolean floating;

    DType(int bytes, boolean floating) {
        this.bytes = bytes;
        this.floating = floating;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    public boolean isFloating() {
        return floating;
    }

    /** This floating type, or {@code other} where that is wider. */
    public DType atLeast(DType other) {
        return other.bytes > bytes ? other : this;
    }
}
