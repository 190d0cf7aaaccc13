package org.stagelm.model.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stagelm.api.UserError;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Scope;
import org.stagelm.api.tensor.Tensor;
import org.stagelm.core.generation.BatchSession;
import org.stagelm.core.generation.EngineSession;
import org.stagelm.core.model.BoundModel;
import org.stagelm.model.Models;
import org.stagelm.testkit.reference.ReferenceEngine;

class DecoderTest {

    private static final int VOCABULARY = 11;
    private static final int[] IDS = {3, 1, 4, 1, 5, 9, 2};
    private static final ReferenceEngine ENGINE = new ReferenceEngine();

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    static Stream<String> everyCombination() {
        List<String> attentions = List.of("{'type': 'multi-head', 'heads': 2}",
                "{'type': 'grouped-query', 'heads': 4, 'keyValueHeads': 2, 'headSize': 4}");
        return Stream.of("'none'", "'learned'", "'rope'").flatMap(position -> Stream.of("'layer-norm'", "'rms-norm'")
                .flatMap(norm -> attentions.stream()
                        .flatMap(attention -> Stream.of("'mlp'", "'swiglu'").map(mlp -> Models.decoder(position, norm, attention, mlp)))));
    }

    /** All that can be chosen beyond that, each at least once. */
    static Stream<String> everyCausal() {
        return Stream.concat(everyCombination(), Stream.of(
                with("'position': 'alibi', 'attention': {'type': 'multi-query', 'heads': 4}"),
                with("'position': {'type': 'rope', 'fraction': 0.5, 'interleaved': true, 'scaling': {'type': 'linear', 'factor': 3}}"),
                with("'position': {'type': 'rope', 'scaling': {'type': 'ntk', 'factor': 3}}"),
                with("'position': {'type': 'rope', 'scaling': {'type': 'yarn', 'factor': 4, 'originalContext': 8}}"),
                with("'position': {'type': 'rope', 'scaling': {'type': 'llama3', 'factor': 8, 'originalContext': 8}}"),
                with("'position': 'sinusoidal', 'block': {'norms': 'after'}, 'finalNorm': false, 'feedForward': {'type': 'mlp', 'activation': 'tanh'}"),
                with("'block': {'parallel': true}, 'feedForward': {'type': 'mlp', 'activation': 'relu-squared'}, 'initialization': 'xavier'"),
                with("'block': {'norms': 'after', 'parallel': true}, 'initialization': 'kaiming'"),
                with("'block': {'norms': 'around'}, 'norm': {'type': 'rms-norm', 'unitOffset': true}, 'feedForward': 'geglu', 'embeddingScale': 3.46,"
                        + " 'logitSoftcap': 5, 'position': {'type': 'rope', 'localTheta': 100}, 'attention': {'type': 'sliding-window', 'heads': 4,"
                        + " 'keyValueHeads': 2, 'headSize': 4, 'window': 3, 'fullEvery': 2, 'scale': 0.3, 'softcap': 2, 'queryKeyNorm': 'rms-norm'}"),
                with("'attention': {'type': 'multi-head', 'heads': 2, 'headSize': 8, 'bias': true, 'outputBias': false, 'queryKeyNorm': 'layer-norm'}"),
                with("'attention': {'type': 'sliding-window', 'heads': 2, 'window': 2}, 'headBias': true"),
                with("'attention': 'causal', 'tieEmbeddings': false, 'headBias': true"),
                with("'attention': {'type': 'causal', 'headSize': 8, 'bias': true}"),
                with("'attention': 'simplified'")));
    }

    /** Those that keep nothing from pass to pass, since each token changes what others see. */
    static Stream<String> everyUncached() {
        return Stream.of(with("'attention': 'self'"), with("'attention': {'type': 'self', 'headSize': 8, 'bias': true}"),
                with("'attention': {'type': 'simplified', 'masked': false, 'scaled': false}"),
                with("'position': 'learned', 'attention': {'type': 'simplified', 'masked': true, 'normalization': 'sum', 'scaled': false}"));
    }

    private static String with(String settings) {
        return "{'type': 'decoder', 'layers': 2, 'width': 16, 'context': 9, " + settings + "}";
    }

    @ParameterizedTest
    @MethodSource("everyCausal")
    void changingATokenChangesNoLogitBeforeIt(String config) {
        try (BoundModel bound = Models.bind(Models.build(config, VOCABULARY), ENGINE)) {
            double[] before = Models.logits(bound, IDS);
            for (int t = 0; t < IDS.length; t++) {
                int[] changed = IDS.clone();
                changed[t] = 10;
                double[] after = Models.logits(bound, changed);
                int at = t * VOCABULARY;
                assertThat(Arrays.copyOf(after, at)).isEqualTo(Arrays.copyOf(before, at));
                assertThat(Arrays.copyOfRange(after, at, after.length)).isNotEqualTo(Arrays.copyOfRange(before, at, before.length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyCausal")
    void cachedLogitsEqualUncached(String config) {
        try (BoundModel bound = Models.bind(Models.build(config, VOCABULARY), ENGINE); EngineSession session = EngineSession.cached(bound)) {
            double[] uncached = Models.logits(bound, IDS);
            int read = 0;
            for (int count : new int[] {3, 1, 2, 1}) { // a prompt, single steps, and a chunk behind a filled cache
                float[] cached = session.next(Arrays.copyOfRange(IDS, read, read + count));
                read += count;
                for (int v = 0; v < VOCABULARY; v++) {
                    // the same sums in double precision, read as floats: one rounding to a float
                    assertThat((double) cached[v]).isCloseTo(uncached[(read - 1) * VOCABULARY + v], within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyCausal")
    void eachRowOfABatchEqualsItsTextAlone(String config) {
        try (BoundModel bound = Models.bind(Models.build(config, VOCABULARY), ENGINE); BatchSession batch = new BatchSession(bound)) {
            int[] lengths = {5, 1, 3}; // the beginnings of IDS, padded to 5
            float[][] logits = batch.begin(Arrays.stream(lengths).mapToObj(length -> Arrays.copyOf(IDS, length)).toList());
            for (int step = 0; step <= 2; step++) {
                if (step > 0) {
                    int read = step - 1;
                    logits = batch.next(Arrays.stream(lengths).map(length -> IDS[length + read]).toArray());
                }
                for (int row = 0; row < lengths.length; row++) {
                    try (EngineSession alone = EngineSession.cached(bound)) {
                        float[] expected = alone.next(Arrays.copyOf(IDS, lengths[row] + step));
                        // the same sums in double precision, read as floats: one rounding to a float
                        assertThat(logits[row]).containsExactly(expected, within(1e-5f));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everyUncached")
    void whatKeepsNothingReadsTheTextAnew(String config) {
        try (BoundModel bound = Models.bind(Models.build(config, VOCABULARY), ENGINE); EngineSession session = EngineSession.cached(bound)) {
            session.next(Arrays.copyOf(IDS, 5));
            float[] last = session.next(IDS[5], IDS[6]);
            double[] whole = Models.logits(bound, IDS);
            for (int v = 0; v < VOCABULARY; v++) {
                assertThat((double) last[v]).isCloseTo(whole[(IDS.length - 1) * VOCABULARY + v], within(1e-5)); // one rounding to a float
            }
        }
    }

    @Test
    void withoutAMaskALaterTokenIsSeen() {
        try (BoundModel bound = Models.bind(Models.build(with("'attention': 'self'"), VOCABULARY), ENGINE)) {
            int[] changed = IDS.clone();
            changed[6] = 10;
            assertThat(Arrays.copyOf(Models.logits(bound, changed), VOCABULARY)).isNotEqualTo(Arrays.copyOf(Models.logits(bound, IDS), VOCABULARY));
        }
    }

    @Test
    void theSumCannotTellPlacesByRotation() {
        String config = with("'position': 'rope', 'attention': {'type': 'simplified', 'normalization': 'sum'}");
        try (BoundModel bound = Models.bind(Models.build(config, VOCABULARY), ENGINE)) {
            assertThatThrownBy(() -> Models.logits(bound, IDS)).isInstanceOf(UserError.class).hasMessageContaining("choose the position none");
        }
    }

    static Stream<String> everyOne() {
        return Stream.concat(everyCausal(), everyUncached());
    }

    @ParameterizedTest
    @MethodSource("everyOne")
    void gradientsEqualFiniteDifferences(String config) {
        try (BoundModel bound = Models.bind(Models.build(config, VOCABULARY), ENGINE)) {
            try (var recording = ENGINE.record()) {
                recording.backward(loss(bound), 1);
            }
            for (Parameter parameter : bound.trainable()) {
                Tensor gradient = ENGINE.gradient(parameter.stored()).orElseThrow(() -> new AssertionError(parameter + " has no gradient"));
                double[] analytic = ENGINE.doubles(gradient);
                int element = strongest(analytic);
                double numeric = slope(bound, parameter, element);
                // central differences with step 1e-5 in double precision are good to about 1e-8
                assertThat(analytic[element]).as(parameter.path()).isCloseTo(numeric, within(1e-6));
            }
        }
    }

    private static int strongest(double[] gradient) {
        int best = 0;
        for (int i = 1; i < gradient.length; i++) {
            best = Math.abs(gradient[i]) > Math.abs(gradient[best]) ? i : best;
        }
        return best;
    }

    private static Tensor loss(BoundModel bound) {
        Pass pass = Pass.evaluate(ENGINE.arange(Dim.of(0), Dim.of(3)));
        Tensor targets = ENGINE.ids(new int[] {1, 4, 1, 9, 2, 6}, 2, 3);
        return bound.model().logits(ENGINE.ids(new int[] {3, 1, 4, 5, 9, 2}, 2, 3), pass).crossEntropy(targets, -100);
    }

    private static double slope(BoundModel bound, Parameter parameter, int element) {
        double step = 1e-5;
        return (lossWith(bound, parameter, element, step) - lossWith(bound, parameter, element, -step)) / (2 * step);
    }

    private static double lossWith(BoundModel bound, Parameter parameter, int element, double change) {
        try (Scope scope = ENGINE.scope()) {
            Tensor original = parameter.stored().add(0);
            float[] bump = new float[Math.toIntExact(parameter.elements())];
            bump[element] = 1;
            ENGINE.assign(parameter.stored(), original.add(ENGINE.constant(bump, parameter.shape()).mul(change)));
            double loss = ENGINE.doubles(loss(bound))[0];
            ENGINE.assign(parameter.stored(), original);
            return loss;
        }
    }

    @Test
    void gpt2HasAsManyParametersAsPublished() {
        LanguageModel model = Models.build("""
                {'type': 'decoder', 'layers': 12, 'width': 768, 'context': 1024, 'position': 'learned', 'norm': 'layer-norm',
                 'attention': {'type': 'multi-head', 'heads': 12}, 'feedForward': 'mlp'}""", 50257);
        assertThat(trainableElements(model)).isEqualTo(124_439_808);
    }

    @Test
    void llama7BHasAsManyParametersAsPublished() {
        LanguageModel model = Models.build("""
                {'type': 'decoder', 'layers': 32, 'width': 4096, 'context': 4096, 'tieEmbeddings': false, 'position': 'rope', 'norm': 'rms-norm',
                 'attention': {'type': 'multi-head', 'heads': 32, 'bias': false}, 'feedForward': {'type': 'swiglu', 'hidden': 11008}}""", 32000);
        assertThat(trainableElements(model)).isEqualTo(6_738_415_616L);
    }

    private static long trainableElements(LanguageModel model) {
        return model.parameters().stream().filter(Parameter::trainable).mapToLong(Parameter::elements).sum();
    }

    @Test
    void dropoutFollowsTheKeyAndOnlyWhileTraining() {
        String config = Models.GPT2.replace("'width'", "'dropout': 0.3, 'width'");
        try (BoundModel bound = Models.bind(Models.build(config, VOCABULARY), ENGINE)) {
            double[] first = trained(bound, 1);
            assertThat(trained(bound, 1)).isEqualTo(first);
            assertThat(trained(bound, 2)).isNotEqualTo(first);
            assertThat(Models.logits(bound, IDS)).isNotEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"embeddingDropout", "attentionDropout", "residualDropout"})
    void eachDropoutCanBeSetOnItsOwn(String key) {
        String config = Models.GPT2.replace("'width'", "'" + key + "': 0.3, 'width'");
        try (BoundModel bound = Models.bind(Models.build(config, VOCABULARY), ENGINE)) {
            assertThat(trained(bound, 1)).isNotEqualTo(Models.logits(bound, IDS));
        }
        String overridden = Models.GPT2.replace("'width'",
                "'dropout': 0.3, 'embeddingDropout': 0, 'attentionDropout': 0, 'residualDropout': 0, 'width'");
        try (BoundModel bound = Models.bind(Models.build(overridden, VOCABULARY), ENGINE)) {
            assertThat(trained(bound, 1)).isEqualTo(Models.logits(bound, IDS));
        }
    }

    private static double[] trained(BoundModel bound, long key) {
        try (Scope scope = ENGINE.scope()) {
            Pass pass = Pass.train(ENGINE.arange(Dim.of(0), Dim.of(IDS.length)), new RandomKey(key));
            return ENGINE.doubles(bound.model().logits(ENGINE.ids(IDS, 1, IDS.length), pass));
        }
    }

    @Test
    void aBlockFreesWhatItComputedOnItsWay() {
        String twice = Models.GPT2.replace("'layers': 2", "'layers': 4");
        assertThat(livingAfterForward(twice) - livingAfterForward(Models.GPT2)).isEqualTo(2); // one output for each block more
    }

    private static long livingAfterForward(String config) {
        try (BoundModel bound = Models.bind(Models.build(config, VOCABULARY), ENGINE); Scope scope = ENGINE.scope()) {
            long before = ENGINE.livingTensors();
            bound.model().hidden(ENGINE.ids(IDS, 1, IDS.length), Pass.evaluate(ENGINE.arange(Dim.of(0), Dim.of(IDS.length))));
            return ENGINE.livingTensors() - before;
        }
    }

    @Test
    void initialValuesAreThoseOfGpt2() {
        LanguageModel model = Models.build("""
                {'type': 'decoder', 'layers': 2, 'width': 64, 'position': 'learned', 'norm': 'layer-norm', 'feedForward': 'mlp',
                 'tieEmbeddings': false}""", 300);
        RandomKey key = new RandomKey(5);
        for (Parameter parameter : model.parameters()) {
            double expected = switch (parameter.role()) {
                case MATRIX, EMBEDDING, HEAD -> 0.02;
                case RESIDUAL_MATRIX -> 0.02 / Math.sqrt(4);
                case BIAS, GAIN, CONSTANT -> 0;
            };
            double[] values = new double[Math.toIntExact(parameter.elements())];
            Arrays.setAll(values, i -> parameter.initializer().value(key, i));
            double mean = Arrays.stream(values).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
            // of at least 4,096 numbers: the deviation's own standard error is about 1 %
            assertThat(deviation).as(parameter.path()).isCloseTo(expected, within(0.05 * expected + 1e-12));
            assertThat(mean).as(parameter.path()).isCloseTo(parameter.path().contains("norm.weight") ? 1 : 0, within(0.002));
        }
    }

    @Test
    void parametersAreNamedByTheirPlace() {
        assertThat(Models.build(Models.GPT2, VOCABULARY).parameters()).extracting(Parameter::path).contains("embedding.weight", "position.weight",
                "layers.0.attn_norm.weight", "layers.0.attn_norm.bias", "layers.1.attn.q_proj.weight", "layers.1.attn.o_proj.bias",
                "layers.1.mlp_norm.weight", "layers.1.mlp.up_proj.weight", "layers.1.mlp.down_proj.weight", "norm.weight");
        String untied = Models.LLAMA.replace("'width'", "'tieEmbeddings': false, 'width'");
        assertThat(Models.build(untied, VOCABULARY).parameters()).extracting(Parameter::toString).contains("lm_head.weight [11, 12] HEAD",
                "layers.0.attn.k_proj.weight [6, 12] MATRIX", "layers.0.attn.o_proj.weight [12, 12] RESIDUAL_MATRIX",
                "layers.0.mlp.gate_proj.weight [20, 12] MATRIX", "layers.0.mlp.down_proj.weight [12, 20] RESIDUAL_MATRIX",
                "position.cos [9, 1] CONSTANT");
    }

    @Test
    void aDecoderNeedsNoSettings() {
        assertThat(Models.build("'decoder'", 256).dimensions().headSize()).isEqualTo(64);
    }
}
