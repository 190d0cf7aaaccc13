package org.stagelm.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stagelm.api.component.Dimensions;
import org.stagelm.api.layer.Activation;
import org.stagelm.api.layer.ActivationComponent;
import org.stagelm.api.layer.Initialization;
import org.stagelm.api.layer.Initializer;
import org.stagelm.api.layer.Role;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Scope;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.json.Json;
import org.stagelm.core.registry.Registry;
import org.stagelm.testkit.reference.ReferenceEngine;

class PartsTest {

    /** From the formulas, with Φ(0.5) = 0.6914625, Φ(−1) = 0.1586553, σ(0.5) = 0.6224593, σ(−1) = 0.2689414, tanh(0.5) = 0.4621172. */
    @Test
    void activationsAreThoseOfTheirNames() {
        expect(new Relu(), 0.5, 0);
        expect(new Gelu(), 0.3457312, -0.1586553);
        expect(new GeluTanh(), 0.3457140, -0.1588080);
        expect(new Silu(), 0.3112297, -0.2689414);
        expect(new ReluSquared(), 0.25, 0);
        expect(new Tanh(), 0.4621172, -0.7615942);
    }

    private static <C extends Record> void expect(ActivationComponent<C> component, double atHalf, double atMinusOne) {
        Activation activation = component.create(component.defaults(), null); // an activation asks nothing of its context
        try (ReferenceEngine engine = new ReferenceEngine(); Scope scope = engine.scope()) {
            double[] y = engine.doubles(activation.apply(engine.constant(new float[] {0.5f, -1}, 2)));
            assertThat(y[0]).as(component.type()).isCloseTo(atHalf, within(1e-6)); // the numbers above have 7 places
            assertThat(y[1]).as(component.type()).isCloseTo(atMinusOne, within(1e-6));
        }
    }

    /** The mean square of many first values is the variance, within four standard errors: √(2/n) of it for a normal distribution, less for a uniform. */
    @ParameterizedTest
    @CsvSource({"'xavier', 0.004", "'{\"type\": \"xavier\", \"distribution\": \"normal\"}', 0.004", "'kaiming', 0.01",
        "'{\"type\": \"kaiming\", \"gain\": 1, \"distribution\": \"uniform\"}', 0.005"})
    void firstValuesHaveTheVarianceOfTheirName(String initialization, double variance) throws Exception {
        Registry registry = Registry.load();
        JsonNode json = initialization.startsWith("{") ? Json.mapper().readTree(initialization) : TextNode.valueOf(initialization);
        Initialization begin = registry.make(new ConfigReader(registry).readChoice(json, Initialization.class, "test"), null);
        Initializer matrix = begin.initializer(Role.MATRIX, Dimensions.NONE, 300, 200);
        RandomKey key = new RandomKey(11);
        double sum = 0;
        for (int i = 0; i < 60_000; i++) {
            double value = matrix.value(key, i);
            sum += value * value;
        }
        assertThat(sum / 60_000).isCloseTo(variance, within(4 * Math.sqrt(2.0 / 60_000) * variance));
        assertThat(begin.initializer(Role.BIAS, Dimensions.NONE, 300).value(key, 3)).isZero();
        assertThat(begin.initializer(Role.GAIN, Dimensions.NONE, 300).value(key, 3)).isEqualTo(1f);
    }

    @Test
    void hiddenWidthsFollowTheWidthUnlessGiven() {
        assertThat(new SwiGlu.Settings(OptionalInt.empty(), false).hiddenIn(4096)).isEqualTo(10944); // 8/3 · 4096 = 10922.7, next multiple of 32
        assertThat(new SwiGlu.Settings(OptionalInt.empty(), false).hiddenIn(12)).isEqualTo(32); // 8/3 · 12 = 32
        assertThat(new SwiGlu.Settings(OptionalInt.of(100), false).hiddenIn(12)).isEqualTo(100);
        assertThat(new Mlp.Plugin().defaults().hiddenIn(768)).isEqualTo(3072);
    }
}
