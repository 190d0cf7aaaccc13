package org.stagelm.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** A sum that waits for its reader is the same number as one that does not, whoever reads it and whatever was closed or changed meanwhile. */
class FusionTest {

    private static final int ROWS = 70;
    private static final int WIDTH = 40;
    private static final int HIDDEN = 3 * WIDTH;

    private final Nd4jEngine engine = Nd4jEngine.open(2);

    @AfterEach
    void closeEngine() {
        engine.close();
    }

    @Test
    void fusedAndUnfusedHaveTheSameValuesAndGradients() {
        List<double[]> fused = block(UnaryOperator.identity());
        List<double[]> unfused = block(t -> {
            engine.doubles(t); // whoever reads a sum has it computed
            return t;
        });
        assertThat(fused).hasSameSizeAs(unfused);
        for (int i = 0; i < fused.size(); i++) {
            assertThat(fused.get(i)).as("number %d", i).isEqualTo(unfused.get(i));
        }
    }

    /** A block's loss, its residuals and the gradients of its parameters; {@code sum} sees each sum before its reader does. */
    private List<double[]> block(UnaryOperator<Tensor> sum) {
        List<double[]> numbers = new ArrayList<>();
        List<Tensor> variables = new ArrayList<>();
        try (Scope scope = engine.scope()) {
            long[][] shapes = {{ROWS, WIDTH}, {HIDDEN, WIDTH}, {HIDDEN}, {WIDTH, HIDDEN}, {WIDTH}, {WIDTH}, {WIDTH}};
            for (long[] shape : shapes) {
                variables.add(engine.variable(TestTensors.normal(engine, variables.size(), shape)));
            }
            try (Recording recording = engine.record()) {
                Tensor x = variables.get(0);
                for (int layer = 0; layer < 2; layer++) {
                    Tensor normed = x.layerNorm(variables.get(5), Optional.of(variables.get(6)), 1e-5);
                    Tensor hidden = sum.apply(normed.linear(variables.get(1), Optional.of(variables.get(2)))).gelu();
                    x = sum.apply(x.add(sum.apply(hidden.linear(variables.get(3), Optional.of(variables.get(4))))));
                }
                Tensor loss = x.rmsNorm(variables.get(5), 1e-5).mul(x).mean(-1, false).mean(-1, false);
                recording.backward(loss, 1);
                numbers.add(engine.doubles(x));
                numbers.add(engine.doubles(loss));
            }
            variables.forEach(v -> numbers.add(engine.doubles(engine.gradient(v).orElseThrow())));
        }
        variables.forEach(Tensor::close);
        return numbers;
    }

    @Test
    void aSumOutlivesItsTerms() {
        try (Scope scope = engine.scope()) {
            Tensor kept;
            try (Scope inner = engine.scope()) {
                kept = inner.keep(matrix(1, 2).add(matrix(10, 20)));
            }
            assertThat(engine.doubles(kept)).containsExactly(11, 22);
        }
        assertThat(engine.usedBytes()).isZero();
    }

    @Test
    void aSumThatNobodyReadsIsGivenBack() {
        try (Scope scope = engine.scope()) {
            Tensor sum = matrix(1, 2).add(matrix(10, 20));
            sum.close();
            assertThatThrownBy(() -> sum.rmsNorm(matrix(1, 1), 1e-5)).isInstanceOf(RuntimeException.class);
            assertThatThrownBy(() -> engine.doubles(sum)).isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        }
        assertThat(engine.usedBytes()).isZero();
        assertThat(engine.pending()).isEmpty();
    }

    @Test
    void whatIsAssignedLaterDoesNotReachASumFromBefore() {
        try (Scope scope = engine.scope(); Tensor bias = engine.variable(engine.constant(new float[] {10, 20}, 2));
                Tensor term = engine.variable(matrix(5, 6))) {
            Tensor projected = matrix(1, 2).linear(engine.constant(new float[] {1, 0, 0, 1}, 2, 2), Optional.of(bias));
            Tensor sum = matrix(1, 2).add(term);
            engine.assign(bias, engine.constant(new float[] {-1, -1}, 2));
            engine.assign(term, matrix(-1, -1));
            assertThat(engine.doubles(projected)).containsExactly(11, 22);
            assertThat(engine.doubles(sum)).containsExactly(6, 8);
        }
    }

    @Test
    void anotherThreadReadsASum() {
        try (Scope scope = engine.scope()) {
            Tensor sum = matrix(1, 2).add(matrix(10, 20));
            assertThat(CompletableFuture.supplyAsync(() -> engine.doubles(sum)).join()).containsExactly(11, 22);
        }
    }

    @Test
    void aGradientThatIsShownStaysWhatItWas() {
        try (Scope scope = engine.scope(); Tensor weight = engine.variable(engine.constant(new float[] {1, 0, 0, 1}, 2, 2))) {
            back(weight);
            Tensor shown = engine.gradient(weight).orElseThrow();
            back(weight);
            assertThat(engine.doubles(shown)).containsExactly(1, 2, 1, 2);
            assertThat(engine.doubles(engine.gradient(weight).orElseThrow())).containsExactly(2, 4, 2, 4);
        }
    }

    private void back(Tensor weight) {
        try (Recording recording = engine.record()) {
            recording.backward(matrix(1, 2).linear(weight, Optional.empty()).sum(-1, false).sum(-1, false), 1);
        }
    }

    private Tensor matrix(float first, float second) {
        return engine.constant(new float[] {first, second}, 1, 2);
    }
}
