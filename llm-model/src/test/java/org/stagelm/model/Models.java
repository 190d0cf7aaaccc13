package org.stagelm.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.IntStream;
import org.stagelm.api.component.Choice;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.layer.Pass;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.api.tensor.Scope;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.model.Purpose;
import org.stagelm.core.registry.Registry;

/** Models for tests, from JSON with single quotes. */
public final class Models {

    /** Shapes of which every size is another number, so that a mix-up shows. */
    public static final String GPT2 = decoder("'learned'", "'layer-norm'", "{'type': 'multi-head', 'heads': 2}", "{'type': 'mlp', 'hidden': 20}");
    public static final String LLAMA = decoder("'rope'", "'rms-norm'", "{'type': 'grouped-query', 'heads': 6, 'keyValueHeads': 3}",
            "{'type': 'swiglu', 'hidden': 20}");

    private static final Registry REGISTRY = Registry.load();

    private Models() {}

    /** A decoder of 2 layers, width 12 and context 9. */
    public static String decoder(String position, String norm, String attention, String feedForward) {
        return "{'type': 'decoder', 'layers': 2, 'width': 12, 'context': 9, 'position': " + position + ", 'norm': " + norm + ", 'attention': "
                + attention + ", 'feedForward': " + feedForward + "}";
    }

    public static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static Choice<LanguageModel> choice(String text) {
        return new ConfigReader(REGISTRY).readChoice(json(text), LanguageModel.class, "test");
    }

    public static Choice<LanguageModel> complete(Choice<LanguageModel> choice) {
        return new ConfigReader(REGISTRY).complete(choice, LanguageModel.class);
    }

    public static LanguageModel build(Choice<LanguageModel> choice, int vocabulary) {
        return ModelBuilder.build(REGISTRY, choice, vocabulary);
    }

    public static LanguageModel build(String text, int vocabulary) {
        return build(choice(text), vocabulary);
    }

    /** All parameters random and large, biases and gains too, so that each one matters to the result. */
    public static BoundModel bind(LanguageModel model, Engine engine) {
        return BoundModel.bind(model, engine, Purpose.TRAINING, Models::large);
    }

    private static float[] large(Parameter parameter) {
        RandomKey key = new RandomKey(7).derive(parameter.path());
        float[] values = new float[Math.toIntExact(parameter.elements())];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) (0.5 * key.normal(i)));
        return values;
    }

    /** Logits [T, vocabulary], row-major, of one text. */
    public static double[] logits(BoundModel bound, int... ids) {
        Engine engine = bound.engine();
        try (Scope scope = engine.scope()) {
            Pass pass = Pass.evaluate(engine.arange(Dim.of(0), Dim.of(ids.length)));
            return engine.doubles(bound.model().logits(engine.ids(ids, 1, ids.length), pass));
        }
    }
}
