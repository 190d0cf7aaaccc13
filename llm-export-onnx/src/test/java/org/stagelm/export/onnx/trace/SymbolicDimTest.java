package org.stagelm.export.onnx.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.LayerPath;

class SymbolicDimTest {

    private static final Dim A = SymbolicDim.named("a");
    private static final Dim B = SymbolicDim.named("b");
    private static final Dim TWO = Dim.of(2);

    @Test
    void theOrderOfComputationDoesNotMatter() {
        assertThat(A.plus(B)).isEqualTo(B.plus(A)).hasSameHashCodeAs(B.plus(A));
        assertThat(A.plus(TWO).times(B)).isEqualTo(B.times(A).plus(B.plus(B)));
        assertThat(TWO.times(A)).isEqualTo(A.plus(A));
        assertThat(A.plus(B)).isNotEqualTo(A.times(B));
    }

    @Test
    void whatIsKnownIsFixed() {
        assertThat(A.times(Dim.of(0))).isEqualTo(Dim.of(0));
        assertThat(A.plus(Dim.of(0))).isEqualTo(A);
        assertThat(A.times(Dim.of(1))).isEqualTo(A);
        assertThat(A.isFixed()).isFalse();
    }

    @Test
    void itIsASumOfProducts() {
        Dim size = A.plus(TWO).times(B.times(Dim.of(3)));
        assertThat(((SymbolicDim) size).products()).isEqualTo(Map.of(List.of("a", "b"), 3L, List.of("b"), 6L));
        assertThat(size).hasToString("3 · a · b + 6 · b");
    }

    @Test
    void itsNumberIsNotToBeHad() {
        assertThatThrownBy(() -> LayerPath.within("layers.3.attn", () -> {
            A.plus(B).value();
            return null;
        })).isInstanceOf(IllegalStateException.class).hasMessageContaining("layers.3.attn").hasMessageContaining("a + b");
    }
}
