package org.stagelm.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.ActivationComponent;
import org.stagelm.api.tensor.Scope;
import org.stagelm.testkit.reference.ReferenceEngine;

class PartsTest {

    /** From the formulas, with Φ(0.5) = 0.6914625, Φ(−1) = 0.1586553, σ(0.5) = 0.6224593, σ(−1) = 0.2689414. */
    @Test
    void activationsAreThoseOfTheirNames() {
        expect(new Relu(), 0.5, 0);
        expect(new Gelu(), 0.3457312, -0.1586553);
        expect(new GeluTanh(), 0.3457140, -0.1588080);
        expect(new Silu(), 0.3112297, -0.2689414);
    }

    private static <C extends Record> void expect(ActivationComponent<C> component, double atHalf, double atMinusOne) {
        Activation activation = component.create(component.defaults(), null); // an activation asks nothing of its context
        try (ReferenceEngine engine = new ReferenceEngine(); Scope scope = engine.scope()) {
            double[] y = engine.doubles(activation.apply(engine.constant(new float[] {0.5f, -1}, 2)));
            assertThat(y[0]).as(component.type()).isCloseTo(atHalf, within(1e-6)); // the numbers above have 7 places
            assertThat(y[1]).as(component.type()).isCloseTo(atMinusOne, within(1e-6));
        }
    }

    @Test
    void hiddenWidthsFollowTheWidthUnlessGiven() {
        assertThat(new SwiGlu.Settings(OptionalInt.empty(), false).hiddenIn(4096)).isEqualTo(10944); // 8/3 · 4096 = 10922.7, next multiple of 32
        assertThat(new SwiGlu.Settings(OptionalInt.empty(), false).hiddenIn(12)).isEqualTo(32); // 8/3 · 12 = 32
        assertThat(new SwiGlu.Settings(OptionalInt.of(100), false).hiddenIn(12)).isEqualTo(100);
        assertThat(new Mlp.Plugin().defaults().hiddenIn(768)).isEqualTo(3072);
    }
}
