package org.stagelm.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Engine;
import org.stagelm.testkit.reference.ReferenceEngine;

class TestTensorsTest {

    @Test
    void differencesBeyondTheToleranceAreNamed() {
        TestTensors.assertClose("near", new double[] {1, 100.5}, new double[] {1.5, 100}, 0.005);
        double[] notFinite = {Double.NaN, Double.NEGATIVE_INFINITY};
        TestTensors.assertClose("not finite", notFinite, notFinite.clone(), 0);
        assertThatThrownBy(() -> TestTensors.assertClose("far", new double[] {1, 2}, new double[] {1, 2.1}, 0.01)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("far: element 1 is 2.0, expected 2.1");
        assertThatThrownBy(() -> TestTensors.assertClose("NaN", new double[] {Double.NaN}, new double[] {1}, 10)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> TestTensors.assertClose("infinite", new double[] {1}, new double[] {Double.POSITIVE_INFINITY}, 10))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> TestTensors.assertClose("short", new double[1], new double[2], 10)).isInstanceOf(AssertionError.class);
    }

    @Test
    void normalNumbersFollowTheSeed() {
        try (Engine engine = new ReferenceEngine()) {
            double[] numbers = engine.doubles(TestTensors.normal(engine, 1, 2, 3));
            assertThat(numbers).hasSize(6).isEqualTo(engine.doubles(TestTensors.normal(engine, 1, 6)));
            assertThat(engine.doubles(TestTensors.normal(engine, 2, 6))).isNotEqualTo(numbers);
            assertThat(TestTensors.flags(engine, numbers, 6).type()).isEqualTo(DType.BOOL);
        }
    }
}
