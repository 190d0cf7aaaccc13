package org.stagelm.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.DType;

/** IEEE 754 rounding, with numbers that can be checked by hand. */
class NarrowingTest {

    @Test
    void brainFloatsKeepEightBits() {
        assertThat(Narrowing.round(257, DType.BFLOAT16)).as("a tie goes to the even neighbour").isEqualTo(256);
        assertThat(Narrowing.round(259, DType.BFLOAT16)).isEqualTo(260);
        assertThat(Narrowing.round(257.001, DType.BFLOAT16)).isEqualTo(258);
        assertThat(Narrowing.round(-1 / 3.0, DType.BFLOAT16)).isEqualTo(-0.333984375);
        assertThat(Narrowing.round(3.4e38, DType.BFLOAT16)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Narrowing.round(Double.NaN, DType.BFLOAT16)).isNaN();
    }

    @Test
    void halvesKeepElevenBits() {
        assertThat(Narrowing.round(2049, DType.FLOAT16)).isEqualTo(2048);
        assertThat(Narrowing.round(2051, DType.FLOAT16)).isEqualTo(2052);
        assertThat(Narrowing.round(65504, DType.FLOAT16)).as("the largest").isEqualTo(65504);
        assertThat(Narrowing.round(65519, DType.FLOAT16)).isEqualTo(65504);
        assertThat(Narrowing.round(65520, DType.FLOAT16)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Narrowing.round(-1e6, DType.FLOAT16)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Narrowing.round(1.4 * 0x1p-24, DType.FLOAT16)).as("subnormal").isEqualTo(0x1p-24);
        assertThat(Narrowing.round(0.5 * 0x1p-24, DType.FLOAT16)).as("a tie goes to 0").isEqualTo(0);
    }

    @Test
    void roundingTwiceChangesNothing() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            ByteBuffer half = ByteBuffer.allocate(2).order(ByteOrder.nativeOrder()).putShort(0, (short) bits);
            Elements read = Bytes.read(DType.FLOAT16, half, 1);
            ByteBuffer back = ByteBuffer.allocate(2).order(ByteOrder.nativeOrder());
            Bytes.write(read, back);
            if (!Double.isNaN(read.number(0))) { // many patterns are one NaN
                assertThat(back.getShort(0)).as("%x", bits).isEqualTo((short) bits);
            }
        }
    }

    @Test
    void integersWrap() {
        assertThat(Narrowing.wrap(300, DType.UINT8)).isEqualTo(44);
        assertThat(Narrowing.wrap(-1, DType.UINT8)).isEqualTo(255);
        assertThat(Narrowing.wrap(200, DType.INT8)).isEqualTo(-56);
        assertThat(Narrowing.wrap(1L << 32, DType.INT32)).isZero();
        assertThat(Narrowing.wrap(-7, DType.BOOL)).isEqualTo(1);
    }
}
