package org.stagelm.nd4j.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.DType;
import org.stagelm.nd4j.library.Nd4jLibrary;

class StridedTest {

    private static final MemoryPool POOL = pool();

    private static MemoryPool pool() {
        Nd4jLibrary.load();
        return new MemoryPool();
    }

    @AfterAll
    static void close() {
        POOL.close();
    }

    private static Strided floats(int... sizes) {
        return Strided.allocate(POOL, DType.FLOAT32, sizes);
    }

    @Test
    void splittingAndJoiningHeadsCopiesNothing() {
        Strided split = floats(2, 5, 12).reshape(2, 5, 3, 4).orElseThrow().permute(0, 2, 1, 3);
        assertThat(split.strides()).containsExactly(60, 4, 12, 1);
        assertThat(split.isDense()).isFalse();
        Strided joined = split.permute(0, 2, 1, 3).reshape(2, 5, 12).orElseThrow();
        assertThat(joined.isDense()).isTrue();
    }

    @Test
    void aSliceOfTheLastAxisCanBeSplitButNotJoinedWithTheNext() {
        Strided slice = floats(2, 5, 12).slice(2, 4, 4);
        assertThat(slice.offset()).isEqualTo(4);
        assertThat(slice.reshape(10, 2, 2).orElseThrow().strides()).containsExactly(12, 2, 1);
        assertThat(slice.reshape(2, 20)).isEmpty();
    }

    @Test
    void aTransposedMatrixCannotBeFlattened() {
        assertThat(floats(2, 3).transpose().reshape(6)).isEmpty();
        assertThat(floats(1, 3).transpose().reshape(3)).isPresent();
    }

    @Test
    void axesOfSizeOneComeAndGo() {
        Strided x = floats(3, 1, 4).permute(2, 1, 0);
        assertThat(x.reshape(4, 3).orElseThrow().strides()).containsExactly(1, 4);
        assertThat(x.reshape(1, 4, 1, 3, 1).orElseThrow().sizes()).containsExactly(1, 4, 1, 3, 1);
        assertThat(floats().reshape(1, 1).orElseThrow().elements()).isEqualTo(1);
    }

    @Test
    void anExpandedAxisRepeats() {
        Strided x = floats(3, 1).expand(2, 3, 5);
        assertThat(x.strides()).containsExactly(0, 1, 0);
        assertThat(x.repeats()).isTrue();
        assertThat(x.isDense()).isFalse();
    }

    @Test
    void aBlockGivenBackServesTheNext() {
        Strided first = floats(1000);
        long address = first.address();
        first.release();
        Strided second = floats(999); // of the same size class
        assertThat(second.address()).isEqualTo(address);
        second.release();
    }

    @Test
    void aBlockReleasedTooOftenIsRefused() {
        Strided x = floats(3);
        x.retain();
        x.release();
        x.release();
        assertThatThrownBy(x::release).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(x::retain).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatIsTooLargeIsRefused() {
        assertThatThrownBy(() -> floats(1 << 20, 1 << 10)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 GiB");
    }
}
