package org.stagelm.core.safetensors;

/** IEEE 754 binary16 to float. JDK 20 has it as {@code Float.float16ToFloat}; StageLM runs on 17. */
final class HalfFloat {

    private static final int EXPONENT = 0x7C00;

    private HalfFloat() {}

    static float toFloat(short half) {
        int sign = (half & 0x8000) << 16;
        int exponent = half & EXPONENT;
        int fraction = half & 0x03FF;
        if (exponent == EXPONENT) { // infinity or NaN
            return Float.intBitsToFloat(sign | 0x7F800000 | fraction << 13);
        }
        if (exponent == 0) { // zero or subnormal: fraction · 2⁻²⁴, exact in a float
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        return Float.intBitsToFloat(sign | (exponent << 13) + (127 - 15 << 23) | fraction << 13);
    }
}
