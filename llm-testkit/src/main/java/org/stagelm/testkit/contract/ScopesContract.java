package org.stagelm.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.Recording;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;

/** A scope owns what is made inside of it, keeps let tensors out, and a freed tensor is refused. */
public interface ScopesContract extends EngineUnderTest {

    @Test
    default void aTensorOfAClosedScopeIsRefused() {
        Tensor left;
        try (Scope scope = engine().scope()) {
            left = three(engine());
        }
        assertFreed(left);
    }

    @Test
    default void aTensorOfAClosedRecordingIsRefused() {
        Tensor left;
        try (Recording recording = engine().record()) {
            left = three(engine());
        }
        assertFreed(left);
    }

    @Test
    default void aKeptTensorLivesInTheEnclosingScope() {
        Engine engine = engine();
        Tensor kept;
        try (Scope outer = engine.scope()) {
            try (Scope inner = engine.scope()) {
                kept = inner.keep(three(engine));
            }
            assertThat(engine.doubles(kept)).containsExactly(3);
        }
        assertFreed(kept);
    }

    @Test
    default void aTensorKeptByTheOutermostScopeIsTheCallers() {
        Engine engine = engine();
        Tensor kept;
        try (Scope scope = engine.scope()) {
            kept = scope.keep(three(engine));
        }
        assertThat(engine.doubles(kept)).containsExactly(3);
        kept.close();
        assertFreed(kept);
    }

    @Test
    default void aTensorCanBeKeptThroughSeveralScopes() {
        Engine engine = engine();
        Tensor kept;
        try (Scope outer = engine.scope()) {
            try (Recording inner = engine.record()) {
                try (Scope innermost = engine.scope()) {
                    kept = innermost.keep(three(engine));
                }
                kept = inner.keep(kept);
            }
            kept = outer.keep(kept);
        }
        assertThat(engine.doubles(kept)).containsExactly(3);
        kept.close();
    }

    @Test
    default void aKeptViewOutlivesWhatItWasTakenFrom() {
        Engine engine = engine();
        Tensor kept;
        try (Scope scope = engine.scope()) {
            kept = scope.keep(engine.constant(new float[] {1, 2, 3, 4}, 2, 2).transpose(0, 1).slice(0, 1, 1));
        }
        assertThat(engine.doubles(kept)).containsExactly(2, 4);
        kept.close();
    }

    @Test
    default void closingTwiceIsHarmless() {
        Engine engine = engine();
        Tensor free;
        try (Scope outer = engine.scope()) {
            Scope inner = engine.scope();
            inner.close();
            inner.close();
            Tensor x = three(engine);
            assertThat(engine.doubles(x)).containsExactly(3);
            Recording recording = engine.record();
            recording.close();
            recording.close();
            free = outer.keep(three(engine));
        }
        free.close();
        assertThatCode(free::close).doesNotThrowAnyException();
    }

    @Test
    default void scopesCloseFromTheInsideOut() {
        Engine engine = engine();
        Scope outer = engine.scope();
        Scope inner = engine.scope();
        assertThatThrownBy(outer::close).isInstanceOf(IllegalStateException.class).hasMessageContaining("inside");
        inner.close();
        outer.close();
        Tensor own = three(engine);
        assertThat(engine.doubles(own)).as("no scope is left open").containsExactly(3);
        own.close();
    }

    @Test
    default void aTensorMayBeClosedBeforeItsScope() {
        Engine engine = engine();
        try (Scope scope = engine.scope()) {
            Tensor early = three(engine);
            early.close();
            assertFreed(early);
            assertThat(engine.doubles(three(engine))).containsExactly(3);
        }
    }

    @Test
    default void withoutAScopeTheCallerOwnsATensor() {
        Engine engine = engine();
        Tensor own = three(engine);
        assertThat(engine.doubles(own)).containsExactly(3);
        own.close();
        assertFreed(own);
    }

    @Test
    default void noScopeOwnsVariablesAndFixedTensors() {
        Engine engine = engine();
        Tensor variable;
        Tensor fixed;
        try (Scope scope = engine.scope()) {
            variable = engine.variable(three(engine));
            fixed = engine.fixed(three(engine));
        }
        assertThat(engine.doubles(variable)).containsExactly(3);
        assertThat(engine.doubles(fixed)).containsExactly(3);
        variable.close();
        fixed.close();
        assertFreed(variable);
        assertFreed(fixed);
    }

    @Test
    default void gradientsOutliveTheirRecording() {
        Engine engine = engine();
        try (Tensor x = engine.variable(three(engine))) {
            try (Recording recording = engine.record()) {
                recording.backward(x.square(), 1);
            }
            assertThat(CaseRun.gradient(engine, x)).containsExactly(6);
        }
    }

    @Test
    default void aScopeOwnsOnlyWhatItsThreadMakes() {
        Engine engine = engine();
        Tensor other;
        try (Scope scope = engine.scope()) {
            other = CompletableFuture.supplyAsync(() -> three(engine)).join();
        }
        assertThat(engine.doubles(other)).containsExactly(3);
        other.close();
    }

    private static Tensor three(Engine engine) {
        return engine.constant(new float[] {3});
    }

    private void assertFreed(Tensor tensor) {
        assertThatThrownBy(() -> engine().doubles(tensor)).as("reading a freed tensor").isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("(?is).*(freed|closed|scope).*");
        assertThatThrownBy(() -> tensor.add(1)).as("computing with a freed tensor").isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("(?is).*(freed|closed|scope).*");
    }
}
