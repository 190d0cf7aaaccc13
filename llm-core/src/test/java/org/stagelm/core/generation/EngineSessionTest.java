package org.stagelm.core.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stagelm.core.folder.ByteTokenizer;
import org.stagelm.core.folder.TinyModel;
import org.stagelm.core.model.BoundModel;
import org.stagelm.testkit.reference.ReferenceEngine;

class EngineSessionTest {

    /** The engine computes in double precision; the order of sums is all that differs. Logits are read as floats of magnitude 10. */
    private static final float ROUNDING = 1e-5f;

    private final ReferenceEngine engine = new ReferenceEngine();
    private final BoundModel model = BoundModel.initialize(TinyModel.build(TinyModel.Settings.OWN_HEAD, 257), engine, 5);

    @AfterEach
    void everythingIsFreed() {
        model.close();
        assertThat(engine.livingTensors()).isZero();
    }

    @Test
    void cachedLogitsEqualUncached() {
        try (NextToken cached = EngineSession.cached(model); NextToken uncached = EngineSession.uncached(model)) {
            for (int[] ids : List.of(new int[] {5, 200, 7}, new int[] {1}, new int[] {2}, new int[] {9, 9}, new int[] {256})) {
                assertSame(cached.next(ids), uncached.next(ids));
                assertThat(cached.length()).isEqualTo(uncached.length());
            }
        }
    }

    @Test
    void aPromptReadInOnePassEqualsThePromptReadTokenByToken() {
        try (NextToken whole = EngineSession.cached(model); NextToken single = EngineSession.cached(model)) {
            single.next(11);
            single.next(22);
            assertSame(whole.next(11, 22, 33), single.next(33));
        }
    }

    @Test
    void aSessionThatWasResetIsAsNew() {
        try (NextToken session = EngineSession.cached(model); NextToken fresh = EngineSession.cached(model)) {
            session.next(1, 2, 3, 4);
            session.reset();
            assertThat(session.length()).isZero();
            assertSame(session.next(8, 9), fresh.next(8, 9));
        }
    }

    @Test
    void theContextCanBeFilledButNotPassed() {
        try (NextToken session = EngineSession.cached(model)) {
            assertThat(session.context()).isEqualTo(16);
            assertThat(session.vocabulary()).isEqualTo(257);
            session.next(new int[16]);
            assertThatThrownBy(() -> session.next(1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("context of 16");
            assertThatThrownBy(() -> session.next()).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aPassThatFailsLeavesAnEmptySession() {
        try (NextToken session = EngineSession.cached(model); NextToken fresh = EngineSession.cached(model)) {
            session.next(1, 2);
            assertThatThrownBy(() -> session.next(-1)).isInstanceOf(RuntimeException.class); // no such row of the embedding
            assertThat(session.length()).isZero();
            assertSame(session.next(3), fresh.next(3));
        }
    }

    @Test
    void aModelWithoutMemoryReadsTheWholeTextEachTime() {
        TinyModel.Settings settings = new TinyModel.Settings(8, 2, 16, true, false, false);
        try (BoundModel forgetful = BoundModel.initialize(TinyModel.build(settings, 257), engine, 5);
                NextToken cached = EngineSession.cached(forgetful); NextToken uncached = EngineSession.uncached(forgetful)) {
            assertSame(cached.next(1, 2), uncached.next(1, 2));
            assertSame(cached.next(3), uncached.next(3));
        }
    }

    @Test
    void memoryStaysFlatWhileWriting() {
        try (NextToken session = EngineSession.cached(model)) {
            Generator generator = new Generator(session, new ByteTokenizer(true));
            generator.generate("a", GenerationOptions.greedy(20), GenerationListener.none());
            long living = engine.livingTensors();
            generator.generate("a", new GenerationOptions(100, false, SamplerChain.greedy()), GenerationListener.none());
            assertThat(engine.livingTensors()).isEqualTo(living);
        }
    }

    private static void assertSame(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        for (int i = 0; i < a.length; i++) {
            assertThat(a[i]).isEqualTo(b[i], within(ROUNDING));
        }
    }
}
