package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stagelm.testkit.TestTensors.assertClose;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Mask;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Shape;
import org.stagelm.api.tensor.StateSlot;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.testkit.TestTensors;

/** State grows within its capacity, and attention over a cache equals attention over everything at once. */
public interface StateContract extends EngineUnderTest {

    @Test
    default void aSlotGivesEverythingAppendedSoFar() {
        Engine engine = engine();
        try (StateSlot slot = engine.state("keys", 1, Shape.of(2, 4, 1))) {
            try (Scope scope = engine.scope()) {
                Tensor first = slot.append(TestTensors.of(engine, new double[] {1, 2, 3, 4}, 2, 2, 1));
                assertThat(first.shape()).isEqualTo(Shape.of(2, 2, 1));
                assertThat(engine.doubles(first)).containsExactly(1, 2, 3, 4);
            }
            try (Scope scope = engine.scope()) {
                Tensor all = slot.append(TestTensors.of(engine, new double[] {5, 6}, 2, 1, 1));
                assertThat(all.shape()).isEqualTo(Shape.of(2, 3, 1));
                assertThat(engine.doubles(all)).containsExactly(1, 2, 5, 3, 4, 6);
                assertThat(engine.doubles(slot.append(TestTensors.of(engine, new double[] {7, 8}, 2, 1, 1)))).containsExactly(1, 2, 5, 7, 3, 4, 6, 8);
            }
        }
    }

    @Test
    default void aSlotTakesViews() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); StateSlot slot = engine.state("keys", 0, Shape.of(4, 2))) {
            Tensor view = TestTensors.of(engine, new double[] {1, 2, 3, 4, 5, 6}, 2, 3).transpose(0, 1).slice(0, 1, 2);
            assertThat(engine.doubles(slot.append(view))).containsExactly(2, 5, 3, 6);
            assertThat(engine.doubles(slot.append(view))).containsExactly(2, 5, 3, 6, 2, 5, 3, 6);
        }
    }

    @Test
    default void aSlotTakesNothing() {
        Engine engine = engine();
        try (Scope scope = engine.scope();
                StateSlot slot = engine.state("keys", 0, Shape.of(2, 1));
                StateSlot none = engine.state("none", 1, Shape.of(0, 2))) {
            assertThat(engine.doubles(slot.append(TestTensors.of(engine, new double[0], 0, 1)))).isEmpty();
            assertThat(engine.doubles(slot.append(TestTensors.of(engine, new double[] {3}, 1, 1)))).containsExactly(3);
            assertThat(engine.doubles(slot.append(TestTensors.of(engine, new double[0], 0, 1)))).containsExactly(3);
            assertThat(none.append(TestTensors.of(engine, new double[0], 0, 2)).shape()).isEqualTo(Shape.of(0, 2));
        }
    }

    @Test
    default void aFullSlotIsRefused() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); StateSlot slot = engine.state("layers.0.keys", 1, Shape.of(1, 3, 1))) {
            slot.append(TestTensors.normal(engine, 1, 1, 2, 1));
            assertThatThrownBy(() -> slot.append(TestTensors.normal(engine, 2, 1, 2, 1))).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("layers.0.keys").hasMessageContaining("3");
        }
    }

    @Test
    default void aClearedSlotBeginsAnew() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); StateSlot slot = engine.state("keys", 0, Shape.of(2))) {
            slot.append(TestTensors.of(engine, new double[] {1, 2}, 2));
            slot.clear();
            assertThat(engine.doubles(slot.append(TestTensors.of(engine, new double[] {3}, 1)))).containsExactly(3);
            assertThat(engine.doubles(slot.append(TestTensors.of(engine, new double[] {4}, 1)))).containsExactly(3, 4);
        }
    }

    @Test
    default void slotsOfOneNameAreIndependent() {
        Engine engine = engine();
        try (Scope scope = engine.scope(); StateSlot a = engine.state("keys", 0, Shape.of(2)); StateSlot b = engine.state("keys", 0, Shape.of(2))) {
            a.append(TestTensors.of(engine, new double[] {1}, 1));
            assertThat(engine.doubles(b.append(TestTensors.of(engine, new double[] {2}, 1)))).containsExactly(2);
            assertThat(engine.doubles(a.append(TestTensors.of(engine, new double[] {3}, 1)))).containsExactly(1, 3);
        }
    }

    @Test
    default void aSlotMayBeClosedTwice() {
        StateSlot slot = engine().state("keys", 0, Shape.of(2));
        slot.close();
        slot.close();
        assertThatThrownBy(() -> {
            try (Scope scope = engine().scope()) {
                slot.append(TestTensors.of(engine(), new double[] {1}, 1));
            }
        }).isInstanceOf(IllegalStateException.class);
    }

    @TestFactory
    default Stream<DynamicTest> cachedAttentionEqualsUncached() {
        return CachedAttention.all().map(attention -> DynamicTest.dynamicTest(attention.name(), () -> {
            double[] uncached = attention.uncached(engine());
            assertClose("at once", attention.inChunks(engine(), CachedAttention.LENGTH), uncached, valueTolerance());
            assertClose("prompt, chunk, single steps", attention.inChunks(engine(), 4, 3, 1, 1), uncached, valueTolerance());
            assertClose("single steps", attention.inChunks(engine(), 1, 1, 1, 1, 1, 1, 1, 1, 1), uncached, valueTolerance());
        }));
    }

    @Test
    default void aRowThatSeesNoKeyStaysANumber() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor x = TestTensors.normal(engine, 1, 2, 1, 3, 4);
            Tensor visible = TestTensors.flags(engine, new double[] {0, 1, 1, 1, 1, 1}, 2, 3); // causal and left padded: the first query sees nothing
            Mask mask = new Mask(true, OptionalInt.empty(), Optional.of(visible));
            double[] y = engine.doubles(CachedAttention.plain(x, x, x, mask));
            assertThat(Arrays.stream(y).allMatch(Double::isFinite)).isTrue();
            double[] whole = engine.doubles(CachedAttention.plain(x, x, x, Mask.CAUSAL));
            assertClose("the row without padding", Arrays.copyOfRange(y, 12, 24), Arrays.copyOfRange(whole, 12, 24), valueTolerance());
        }
    }
}
