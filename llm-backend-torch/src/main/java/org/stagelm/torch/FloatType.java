package org.stagelm.torch;

import org.stagelm.api.tensor.DType;

/** What the engine {@code torch} can compute in. */
public enum FloatType {
    FLOAT32(DType.FLOAT32),
    BFLOAT16(DType.BFLOAT16);

    private final DType type;

    FloatType(DType type) {
        this.type = type;
    }

    DType type() {
        return type;
    }
}
