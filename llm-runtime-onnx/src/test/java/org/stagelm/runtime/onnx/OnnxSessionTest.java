package org.stagelm.runtime.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stagelm.core.generation.GeneratedText;
import org.stagelm.core.generation.GenerationListener;
import org.stagelm.core.generation.GenerationOptions;
import org.stagelm.core.generation.NextToken;

class OnnxSessionTest {

    private static final int[] IDS = {3, 1, 4, 1, 5, 9, 2, 6};

    @TempDir
    private static Path folder;

    private static OnnxLanguageModel model;

    @BeforeAll
    static void load() {
        model = OnnxLanguageModel.load(TinyDecoders.exported(TinyDecoders.LLAMA, folder));
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void aModelSaysWhatItIs() {
        assertThat(model.context()).isEqualTo(17);
        assertThat(model.vocabulary()).isEqualTo(TinyDecoders.VOCABULARY);
        assertThat(model.tokenizer()).isPresent();
        assertThat(model.description()).contains("ONNX Runtime 1.");
    }

    @Test
    void textIsWrittenBehindAPrompt() {
        try (NextToken session = model.session()) {
            GeneratedText text = model.generator(session).generate("hello", GenerationOptions.greedy(7), GenerationListener.none());
            assertThat(text.text()).startsWith("hello").hasSize(12);
        }
    }

    @Test
    void piecesGiveWhatTheWholeGives() {
        try (NextToken whole = model.session(); NextToken pieces = model.session()) {
            float[] expected = whole.next(IDS);
            pieces.next(IDS[0], IDS[1], IDS[2]);
            pieces.next(IDS[3]);
            assertClose(pieces.next(IDS[4], IDS[5], IDS[6], IDS[7]), expected);
            assertThat(pieces.length()).isEqualTo(8);
        }
    }

    @Test
    void aResetSessionBeginsAnew() {
        try (NextToken session = model.session()) {
            float[] first = session.next(IDS);
            session.next(7);
            session.reset();
            assertThat(session.length()).isZero();
            assertThat(session.next(IDS)).isEqualTo(first);
        }
    }

    @Test
    void sessionsAreIndependent() {
        List<float[]> alone = IntStream.range(0, 4).mapToObj(OnnxSessionTest::steps).toList();
        List<float[]> together = IntStream.range(0, 4).parallel().mapToObj(OnnxSessionTest::steps).toList();
        for (int i = 0; i < 4; i++) {
            assertThat(together.get(i)).isEqualTo(alone.get(i));
        }
    }

    private static float[] steps(int firstId) {
        try (NextToken session = model.session()) {
            float[] logits = session.next(firstId);
            for (int id : IDS) {
                logits = session.next(id);
            }
            return logits;
        }
    }

    @Test
    void theLogitsAreTheCallers() {
        try (NextToken session = model.session()) {
            float[] first = session.next(IDS[0]);
            float[] kept = first.clone();
            session.next(IDS[1]);
            assertThat(first).isEqualTo(kept);
        }
    }

    @Test
    void moreThanTheContextIsRefused() {
        try (NextToken session = model.session()) {
            session.next(new int[17]);
            assertThatThrownBy(() -> session.next(0)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("17");
            assertThatThrownBy(() -> session.next()).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anIdThatTheModelLacksIsRefused() {
        try (NextToken session = model.session()) {
            session.next(IDS);
            for (int id : new int[] {-1, TinyDecoders.VOCABULARY}) {
                assertThatThrownBy(() -> session.next(id)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("id " + id);
            }
            assertThat(session.length()).isEqualTo(IDS.length);
        }
    }

    /** The order of additions differs with the number of positions; some roundings of single precision. */
    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-4f));
        }
    }
}
