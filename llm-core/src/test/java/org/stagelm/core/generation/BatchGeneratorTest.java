package org.stagelm.core.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.stagelm.core.folder.ByteTokenizer;
import org.stagelm.core.folder.TinyModel;
import org.stagelm.core.model.BoundModel;
import org.stagelm.testkit.reference.ReferenceEngine;

/** The reference engine computes in double precision: each text of a batch equals the text written alone, id for id. */
class BatchGeneratorTest {

    private static final ByteTokenizer BYTES = new ByteTokenizer(true);

    /** The context is 16: one prompt of a single token, one as long as the context, one longer. */
    private static final List<String> PROMPTS = List.of("Once", "a", "sixteen letters.", "longer than sixteen letters", "Once upon");

    private final ReferenceEngine engine = new ReferenceEngine();
    private final BoundModel model = BoundModel.initialize(TinyModel.build(TinyModel.Settings.OWN_HEAD, 257), engine, 5);

    @AfterEach
    void everythingIsFreed() {
        model.close();
        assertThat(engine.livingTensors()).isZero();
    }

    @Test
    void eachTextIsAsIfWrittenAloneBeyondTheContext() {
        List<GenerationRequest> requests = new ArrayList<>();
        for (int i = 0; i < PROMPTS.size(); i++) {
            SamplerChain chain = i % 2 == 0 ? SamplerChain.greedy() : SamplerChain.sampling(List.of(Temperature.of(0.8)), i);
            requests.add(request(PROMPTS.get(i), new GenerationOptions(10 * i + 5, false, chain)));
        }
        assertAsAlone(model, requests);
    }

    @Test
    void aBatchOfOneIsTheTextAlone() {
        assertAsAlone(model, List.of(request("Once", GenerationOptions.greedy(30))));
    }

    @Test
    void thePromptsBeginAsTheirTokenizerWants() {
        try (BatchSession session = new BatchSession(model)) {
            BatchGenerator generator = new BatchGenerator(session, new ByteTokenizer(true, true));
            GeneratedText text = generator.generate(List.of(request("a", GenerationOptions.greedy(0)))).get(0);
            assertThat(text.ids()).containsExactly(ByteTokenizer.END, (int) 'a');
        }
    }

    @Test
    void aModelWithoutMemoryReadsTheTextsEachTime() {
        TinyModel.Settings settings = new TinyModel.Settings(8, 2, 16, true, false, false);
        try (BoundModel forgetful = BoundModel.initialize(TinyModel.build(settings, 257), engine, 5)) {
            assertAsAlone(forgetful, PROMPTS.stream().map(prompt -> request(prompt, GenerationOptions.greedy(20))).toList());
        }
    }

    @Test
    void noPromptsGiveNoTextsAndNoTokensAnEmptyOne() {
        try (BatchSession session = new BatchSession(model)) {
            BatchGenerator generator = new BatchGenerator(session, BYTES);
            assertThat(generator.generate(List.of())).isEmpty();
            List<GeneratedText> texts = generator.generate(
                    List.of(request("a", GenerationOptions.greedy(0)), request("b", GenerationOptions.greedy(2))));
            assertThat(texts.get(0).newTokens()).isZero();
            assertThat(texts.get(0).stopReason()).isEqualTo(StopReason.MAX_TOKENS);
            assertThat(texts.get(1).prompt()).isEqualTo("b");
        }
    }

    @Test
    void aListenerThatDeclinesStopsItsOwnTextOnly() {
        try (BatchSession session = new BatchSession(model)) {
            GenerationOptions options = new GenerationOptions(6, false, SamplerChain.greedy());
            List<GeneratedText> texts = new BatchGenerator(session, BYTES).generate(List.of(
                    new GenerationRequest("a", options, (id, text) -> false), request("bc", options)));
            assertThat(texts).extracting(GeneratedText::newTokens).containsExactly(1, 6);
            assertThat(texts).extracting(GeneratedText::stopReason).containsExactly(StopReason.CANCELLED, StopReason.MAX_TOKENS);
        }
    }

    @Test
    void theSessionRefusesWhatIsNoBatch() {
        try (BatchSession session = new BatchSession(model)) {
            assertThatThrownBy(() -> session.begin(List.of())).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.begin(List.of(new int[0]))).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.begin(List.of(new int[17]))).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("16");
            session.begin(List.of(new int[] {1}, new int[] {2, 3}));
            assertThatThrownBy(() -> session.next(1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("2 rows");
        }
    }

    private static void assertAsAlone(BoundModel model, List<GenerationRequest> requests) {
        try (BatchSession batch = new BatchSession(model); NextToken alone = EngineSession.cached(model)) {
            List<GeneratedText> texts = new BatchGenerator(batch, BYTES).generate(requests);
            assertThat(texts).hasSameSizeAs(requests);
            for (int i = 0; i < texts.size(); i++) {
                GenerationRequest request = requests.get(i);
                GeneratedText expected = new Generator(alone, BYTES).generate(request.prompt(), request.options(), request.listener());
                assertThat(texts.get(i).ids()).isEqualTo(expected.ids());
                assertThat(texts.get(i).text()).isEqualTo(expected.text());
                assertThat(texts.get(i).stopReason()).isEqualTo(expected.stopReason());
            }
        }
    }

    private static GenerationRequest request(String prompt, GenerationOptions options) {
        return new GenerationRequest(prompt, options, GenerationListener.none());
    }
}
