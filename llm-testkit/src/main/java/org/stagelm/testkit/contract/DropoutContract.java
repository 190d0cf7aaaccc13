package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.stagelm.testkit.TestTensors.assertClose;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Dropout;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** Dropout: which elements is the engine's choice, but the key decides it, and on average nothing changes. */
public interface DropoutContract extends EngineUnderTest {

    /** Of the tests. */
    int ELEMENTS = 10_000;

    /** Of the tests. */
    double PROBABILITY = 0.3;

    /** Five standard deviations of a share of {@link #ELEMENTS}; the keys are fixed, so a test passes always or never. */
    double SHARE_TOLERANCE = 0.025;

    @Test
    default void theShareOfZerosIsTheProbability() {
        double[] y = dropped(1);
        assertThat(Arrays.stream(y).filter(v -> v == 0).count() / (double) ELEMENTS).isCloseTo(PROBABILITY, within(SHARE_TOLERANCE));
    }

    @Test
    default void theOthersAreScaledUp() {
        double[] left = Arrays.stream(dropped(1)).filter(v -> v != 0).toArray();
        double[] expected = new double[left.length];
        Arrays.fill(expected, 1 / (1 - PROBABILITY));
        assertClose("kept elements", left, expected, valueTolerance());
    }

    @Test
    default void theMeanIsPreserved() {
        assertThat(Arrays.stream(dropped(1)).average().orElseThrow()).isCloseTo(1, within(SHARE_TOLERANCE / (1 - PROBABILITY)));
    }

    @Test
    default void theSameKeyDropsTheSame() {
        assertThat(dropped(1)).isEqualTo(dropped(1));
    }

    @Test
    default void anotherKeyDropsOthers() {
        double[] a = dropped(1);
        double[] b = dropped(2);
        long both = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            both += a[i] == 0 && b[i] == 0 ? 1 : 0;
        }
        // Independent: both drop a share of p².
        assertThat(both / (double) ELEMENTS).isCloseTo(PROBABILITY * PROBABILITY, within(SHARE_TOLERANCE));
    }

    @Test
    default void neighboursAreDroppedIndependently() {
        double[] y = dropped(1);
        for (int distance : new int[] {1, 2, 4, 8, 100}) { // 100: one row of the tensor
            long both = 0;
            for (int i = 0; i + distance < ELEMENTS; i++) {
                both += y[i] == 0 && y[i + distance] == 0 ? 1 : 0;
            }
            assertThat(both / (double) ELEMENTS).as("distance %d", distance).isCloseTo(PROBABILITY * PROBABILITY, within(SHARE_TOLERANCE));
        }
    }

    @Test
    default void theGradientHasTheSameMask() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); Tensor x = engine.variable(TestTensors.normal(engine, 3, 20, 50))) {
            double[] y;
            double[] weights = engine.doubles(TestTensors.normal(engine, 4, 20, 50));
            try (Recording recording = engine.record()) {
                Tensor dropped = x.dropout(Optional.of(new Dropout(PROBABILITY, new RandomKey(5))));
                y = engine.doubles(dropped);
                Tensor weighted = dropped.mul(TestTensors.of(engine, weights, 20, 50));
                recording.backward(weighted.sum(0, false).sum(0, false), 1);
            }
            double[] expected = new double[weights.length];
            Arrays.setAll(expected, i -> y[i] == 0 ? 0 : weights[i] / (1 - PROBABILITY));
            assertClose("gradient", CaseRun.gradient(engine, x), expected, gradientTolerance());
        }
    }

    @Test
    default void withoutADropoutNothingIsDropped() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor x = TestTensors.normal(engine, 1, 7);
            assertThat(x.dropout(Optional.empty())).isSameAs(x);
            assertThat(x.dropout(Optional.of(new Dropout(0, new RandomKey(1))))).isSameAs(x);
        }
    }

    @Test
    default void nothingIsLeftOfNothing() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor dropped = TestTensors.of(engine, new double[0], 0, 5).dropout(Optional.of(new Dropout(PROBABILITY, new RandomKey(1))));
            assertThat(dropped.shape().sizes()).containsExactly(0, 5);
            assertThat(engine.doubles(dropped)).isEmpty();
        }
    }

    @Test
    default void aVeryLargeProbabilityLeavesFewElements() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor ones = TestTensors.of(engine, ones(ELEMENTS), ELEMENTS);
            double[] y = engine.doubles(ones.dropout(Optional.of(new Dropout(0.99, new RandomKey(1)))));
            assertThat(Arrays.stream(y).filter(v -> v != 0).count() / (double) ELEMENTS).isCloseTo(0.01, within(0.005)); // five standard deviations
        }
    }

    @Test
    default void attentionWeightsAreDropped() {
        double[] y = attended(Optional.of(new Dropout(PROBABILITY, new RandomKey(1))));
        assertThat(y).isEqualTo(attended(Optional.of(new Dropout(PROBABILITY, new RandomKey(1)))));
        assertThat(y).isNotEqualTo(attended(Optional.of(new Dropout(PROBABILITY, new RandomKey(2)))));
        assertClose("without dropout the weights add up to 1", attended(Optional.empty()), ones(y.length), valueTolerance());
        // 4 · 50 rows of 50 equal weights: the standard deviation of the mean is below 0.01
        assertThat(Arrays.stream(y).average().orElseThrow()).isCloseTo(1, within(0.05));
        assertThat(Arrays.stream(y).distinct().count()).as("different sums of weights").isGreaterThan(5);
    }

    /** Sums of the attention weights: the values are all 1. */
    private double[] attended(Optional<Dropout> dropout) {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor zeros = TestTensors.of(engine, new double[200], 2, 2, 50, 1);
            Tensor ones = TestTensors.of(engine, ones(200), 2, 2, 50, 1);
            return engine.doubles(new Attend(zeros, zeros, ones, Optional.empty(), Optional.empty(), Optional.empty(), Mask.NONE, 1,
                    OptionalDouble.empty(), dropout).compute());
        }
    }

    private double[] dropped(long key) {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor ones = TestTensors.of(engine, ones(ELEMENTS), 100, 100);
            return engine.doubles(ones.dropout(Optional.of(new Dropout(PROBABILITY, new RandomKey(key)))));
        }
    }

    private static double[] ones(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return ones;
    }
}
