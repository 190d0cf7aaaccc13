package org.stagelm.nd4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.stagelm.nd4j.library.Nd4jLibrary;

class Nd4jOperationTest {

    @BeforeAll
    static void load() {
        Nd4jLibrary.load();
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear/6/4/8", "gelu-tanh/6/4", "silu/6/4", "softmax/6/4", "log-softmax/6/4", "layer-norm/6/4", "attend-one/1/2/5/4",
            "cross-entropy/6/4", "gather/5/4/6", "dropout/6/4", "add/6/4", "adamw/2/3/4", "clip/2/3/4"})
    void itsResultsAreNumbers(String name) {
        String[] parts = name.split("/");
        int[] sizes = new int[parts.length - 1];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Integer.parseInt(parts[i + 1]);
        }
        for (boolean backward : new boolean[] {false, true}) {
            if (Nd4jOperation.exists(parts[0], backward)) {
                try (Nd4jOperation operation = new Nd4jOperation(parts[0], sizes, backward)) {
                    operation.run();
                    for (INDArray result : operation.compute()) {
                        assertThat(result.sumNumber().doubleValue()).isFinite();
                        result.close();
                    }
                }
            }
        }
    }

    /** Whatever the logits, their softmax sums to 1, so that sum does not change with them; and neither do both losses with a shift of all logits. */
    @Test
    void theWayBackIsTheDerivative() {
        try (Nd4jOperation softmax = new Nd4jOperation("softmax", new int[] {3, 5}, true);
                Nd4jOperation loss = new Nd4jOperation("cross-entropy", new int[] {3, 5}, true);
                Nd4jOperation linear = new Nd4jOperation("linear", new int[] {6, 4, 8}, true)) {
            assertThat(softmax.compute().get(1).amaxNumber().doubleValue()).isCloseTo(0, within(1e-6));
            INDArray ofLogits = loss.compute().get(1);
            assertThat(ofLogits.sum(1).amaxNumber().doubleValue()).isCloseTo(0, within(1e-6));
            assertThat(ofLogits.amaxNumber().doubleValue()).isBetween(0.1 / 3, 1.0 / 3);
            List<INDArray> products = linear.compute();
            assertThat(products.get(0).shape()).containsExactly(6, 8);
            assertThat(products.get(1).shape()).containsExactly(6, 4);
            assertThat(products.get(2).shape()).containsExactly(8, 4);
        }
    }

    @Test
    void whatNd4jHasNotIsRefused() {
        assertThat(Nd4jOperation.exists("rotate", false)).isFalse();
        assertThatThrownBy(() -> new Nd4jOperation("dropout", new int[] {1, 2}, true)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dropout with a derivative");
    }
}
