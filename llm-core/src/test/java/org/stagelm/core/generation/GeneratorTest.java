package org.stagelm.core.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.stagelm.api.UserError;
import org.stagelm.core.folder.ByteTokenizer;
import org.stagelm.core.folder.TinyModel;
import org.stagelm.core.model.BoundModel;
import org.stagelm.testkit.reference.ReferenceEngine;

class GeneratorTest {

    private static final ByteTokenizer BYTES = new ByteTokenizer(true);
    private static final GenerationListener NOBODY = GenerationListener.none();

    @Test
    void cachedTextEqualsUncachedBeyondTheContext() {
        ReferenceEngine engine = new ReferenceEngine();
        for (SamplerChain chain : List.of(SamplerChain.greedy(), SamplerChain.sampling(List.of(Temperature.of(0.8)), 3))) {
            GenerationOptions options = new GenerationOptions(60, false, chain); // the context is 16
            try (BoundModel model = BoundModel.initialize(TinyModel.build(TinyModel.Settings.OWN_HEAD, 257), engine, 5);
                    NextToken cached = EngineSession.cached(model); NextToken uncached = EngineSession.uncached(model)) {
                GeneratedText text = new Generator(cached, BYTES).generate("Once", options, NOBODY);
                assertThat(text.newTokens()).isEqualTo(60);
                assertThat(text.ids()).isEqualTo(new Generator(uncached, BYTES).generate("Once", options, NOBODY).ids());
            }
        }
    }

    @Test
    void aSeedGivesTheSameTextAgain() {
        ReferenceEngine engine = new ReferenceEngine();
        try (BoundModel model = BoundModel.initialize(TinyModel.build(TinyModel.Settings.TIED, 257), engine, 5);
                NextToken session = EngineSession.cached(model)) {
            Generator generator = new Generator(session, BYTES);
            List<List<Integer>> texts = new ArrayList<>();
            for (long seed : new long[] {1, 1, 2}) {
                SamplerChain chain = SamplerChain.sampling(List.of(Temperature.of(3)), seed);
                texts.add(generator.generate("x", new GenerationOptions(10, false, chain), NOBODY).ids());
            }
            assertThat(texts.get(1)).isEqualTo(texts.get(0));
            assertThat(texts.get(2)).isNotEqualTo(texts.get(0));
        }
    }

    @Test
    void theEndOfTextStopsAndIsNotInTheText() {
        ScriptedSession session = new ScriptedSession(100, 257, 'b', 'c', ByteTokenizer.END, 'd');
        GeneratedText text = new Generator(session, BYTES).generate("a", GenerationOptions.greedy(10), NOBODY);
        assertThat(text.stopReason()).isEqualTo(StopReason.END_OF_TEXT);
        assertThat(text.text()).isEqualTo("abc");
        assertThat(text.continuation()).isEqualTo("bc");
        assertThat(text.ids()).containsExactly((int) 'a', (int) 'b', (int) 'c', ByteTokenizer.END);
        assertThat(text.newTokens()).isEqualTo(3);
        assertThat(text.tokensPerSecond()).isPositive();
    }

    @Test
    void thePromptBeginsAsItsTokenizerWants() {
        ScriptedSession session = new ScriptedSession(100, 257, 'b');
        GeneratedText text = new Generator(session, new ByteTokenizer(true, true)).generate("a", GenerationOptions.greedy(1), NOBODY);
        assertThat(text.ids()).containsExactly(ByteTokenizer.END, (int) 'a', (int) 'b');
        assertThat(text.text()).isEqualTo("ab");
        assertThat(text.continuation()).isEqualTo("b");
    }

    @Test
    void theEndOfTextCanBePassed() {
        ScriptedSession session = new ScriptedSession(100, 257, 'b', ByteTokenizer.END, 'c');
        GeneratedText text = new Generator(session, BYTES).generate("a", new GenerationOptions(3, false, SamplerChain.greedy()), NOBODY);
        assertThat(text.stopReason()).isEqualTo(StopReason.MAX_TOKENS);
        assertThat(text.text()).isEqualTo("abc");
    }

    @Test
    void thePromptIsReadInOnePassAndTheLastTokenNotAtAll() {
        ScriptedSession session = new ScriptedSession(100, 257, 'x', 'y');
        new Generator(session, BYTES).generate("abc", GenerationOptions.greedy(2), NOBODY);
        assertThat(session.calls).containsExactly(List.of(), List.of((int) 'a', (int) 'b', (int) 'c'), List.of((int) 'x'));
    }

    @Test
    void aFullContextSlidesToItsNewestThreeQuarters() {
        ScriptedSession session = new ScriptedSession(4, 10, 5, 6, 7, 8, 9);
        GeneratedText text = new Generator(session).generate(new int[] {1, 2, 3}, GenerationOptions.greedy(5), NOBODY);
        assertThat(text.ids()).containsExactly(1, 2, 3, 5, 6, 7, 8, 9);
        assertThat(session.calls).containsExactly(List.of(), List.of(1, 2, 3), List.of(5), List.of(), List.of(3, 5, 6), List.of(7), List.of(),
                List.of(6, 7, 8));
    }

    @Test
    void aContextOfOneStillWrites() {
        ScriptedSession session = new ScriptedSession(1, 10, 5, 6, 7);
        assertThat(new Generator(session).generate(new int[] {1, 2}, GenerationOptions.greedy(3), NOBODY).ids()).containsExactly(1, 2, 5, 6, 7);
    }

    @Test
    void ofAPromptLongerThanTheContextTheNewestIdsAreRead() {
        ScriptedSession session = new ScriptedSession(4, 10, 9);
        GeneratedText text = new Generator(session).generate(new int[] {1, 2, 3, 4, 5, 6}, GenerationOptions.greedy(1), NOBODY);
        assertThat(session.calls).containsExactly(List.of(), List.of(3, 4, 5, 6));
        assertThat(text.ids()).containsExactly(1, 2, 3, 4, 5, 6, 9);
    }

    @Test
    void charactersAreStreamedWhole() {
        // é and 世 take two and three bytes; the last byte begins a character that never ends.
        byte[] bytes = "é世".getBytes(StandardCharsets.UTF_8);
        ScriptedSession session = new ScriptedSession(100, 257, bytes[1] & 0xFF, bytes[2] & 0xFF, bytes[3] & 0xFF, bytes[4] & 0xFF, 0xC3);
        List<String> pieces = new ArrayList<>();
        GeneratedText text = new Generator(session, BYTES).generate(new int[] {'a', bytes[0] & 0xFF}, GenerationOptions.greedy(5),
                new GenerationListener() {
                    @Override
                    public boolean token(int id, String piece) {
                        pieces.add(piece);
                        return true;
                    }

                    @Override
                    public void end(String rest) {
                        pieces.add(rest);
                    }
                });
        assertThat(pieces).containsExactly("é", "", "", "世", "", "\uFFFD");
        assertThat(text.continuation()).isEqualTo(String.join("", pieces));
    }

    @Test
    void theListenerCanStop() {
        ScriptedSession session = new ScriptedSession(100, 257, 'b', 'c', 'd');
        GeneratedText text = new Generator(session, BYTES).generate("a", GenerationOptions.greedy(10), (id, piece) -> id != 'c');
        assertThat(text.stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(text.text()).isEqualTo("abc");
    }

    @Test
    void anInterruptStopsAndStaysSet() {
        ScriptedSession session = new ScriptedSession(100, 257, 'b');
        GeneratedText text = new Generator(session, BYTES).generate("a", GenerationOptions.greedy(10), (id, piece) -> {
            Thread.currentThread().interrupt();
            return true;
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(text.stopReason()).isEqualTo(StopReason.CANCELLED);
        assertThat(text.text()).isEqualTo("ab");
    }

    @Test
    void anEmptyPromptBeginsWithTheEndOfText() {
        ScriptedSession session = new ScriptedSession(100, 257, 'b');
        GeneratedText text = new Generator(session, BYTES).generate("", GenerationOptions.greedy(1), NOBODY);
        assertThat(text.ids()).containsExactly(ByteTokenizer.END, (int) 'b');
        assertThat(text.text()).isEqualTo("b");
        assertThatThrownBy(() -> new Generator(session, new ByteTokenizer(false)).generate("", GenerationOptions.greedy(1), NOBODY))
                .isInstanceOf(UserError.class).hasMessageContaining("prompt is empty");
        assertThatThrownBy(() -> new Generator(session).generate(new int[0], GenerationOptions.greedy(1), NOBODY)).isInstanceOf(UserError.class);
    }

    @Test
    void noTokensAreNoWork() {
        ScriptedSession session = new ScriptedSession(100, 257, 'b');
        GeneratedText text = new Generator(session, BYTES).generate("abc", GenerationOptions.greedy(0), NOBODY);
        assertThat(text.text()).isEqualTo("abc");
        assertThat(text.newTokens()).isZero();
        assertThat(text.tokensPerSecond()).isZero();
        assertThat(session.calls).isEmpty();
        assertThatThrownBy(() -> GenerationOptions.greedy(-1)).isInstanceOf(UserError.class).hasMessageContaining("maxTokens");
    }

    @Test
    void idsTheModelDoesNotKnowAreRefused() {
        ScriptedSession session = new ScriptedSession(100, 100, 1);
        assertThatThrownBy(() -> new Generator(session).generate(new int[] {1, 100}, GenerationOptions.greedy(1), NOBODY))
                .isInstanceOf(UserError.class).hasMessageContaining("100").hasMessageContaining("0 … 99");
        assertThatThrownBy(() -> new Generator(session, BYTES).generate("x", GenerationOptions.greedy(1), NOBODY)).isInstanceOf(UserError.class)
                .hasMessageContaining("tokenizer 257");
        assertThatThrownBy(() -> new Generator(session).generate(new int[] {-1}, GenerationOptions.greedy(1), NOBODY)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> new Generator(session).generate("text", GenerationOptions.greedy(1), NOBODY)).isInstanceOf(UserError.class)
                .hasMessageContaining("ids");
    }

    @Test
    void rowsToSpareAreNeverChosen() {
        ScriptedSession session = new ScriptedSession(100, 300, 280); // the tokenizer knows 257
        assertThat(new Generator(session, BYTES).generate("x", GenerationOptions.greedy(1), NOBODY).ids()).containsExactly((int) 'x', 0);
    }

    @Test
    void logitsThatAreNoNumbersAreRefused() {
        for (float broken : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] base = new float[257];
            base[200] = broken;
            ScriptedSession session = new ScriptedSession(100, base, 'b');
            assertThatThrownBy(() -> new Generator(session, BYTES).generate("x", GenerationOptions.greedy(1), NOBODY)).isInstanceOf(UserError.class)
                    .hasMessageContaining("weights are broken").hasMessageContaining("token 200");
        }
    }
}
