package org.stagelm.runtime.onnx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.stagelm.api.Progress;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.Engine;
import org.stagelm.api.tensor.RandomKey;
import org.stagelm.core.config.ConfigReader;
import org.stagelm.core.folder.ModelFolder;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.ModelBuilder;
import org.stagelm.core.model.Purpose;
import org.stagelm.core.registry.Registry;
import org.stagelm.export.onnx.ExportOptions;
import org.stagelm.export.onnx.ExportResult;
import org.stagelm.export.onnx.OnnxExporter;
import org.stagelm.testkit.reference.ReferenceEngine;
import org.stagelm.tokenizers.character.CharComponent;

/** Decoders of 2 layers, width 12 and context 17 with random weights, and their exports. */
final class TinyDecoders {

    static final String MULTI_HEAD = "{'type': 'multi-head', 'heads': 2}";
    static final String GROUPED = "{'type': 'grouped-query', 'heads': 6, 'keyValueHeads': 3}";
    static final String LLAMA = decoder("'rope'", "'rms-norm'", GROUPED, "'swiglu'");
    static final String GPT2 = decoder("'learned'", "'layer-norm'", MULTI_HEAD, "'mlp'");

    /** The tokenizer has the 29 characters of a small alphabet. */
    static final int VOCABULARY = 29;

    private static final Registry REGISTRY = Registry.load();

    private TinyDecoders() {}

    static String decoder(String position, String norm, String attention, String feedForward) {
        return "{'type': 'decoder', 'layers': 2, 'width': 12, 'context': 17, 'position': " + position + ", 'norm': " + norm + ", 'attention': "
                + attention + ", 'feedForward': " + feedForward + "}";
    }

    static JsonNode json(String text) {
        try {
            return Json.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static LanguageModel build(String text, int vocabulary) {
        return ModelBuilder.build(REGISTRY, new ConfigReader(REGISTRY).readChoice(json(text), LanguageModel.class, "test"), vocabulary);
    }

    /** All parameters random and large, biases and gains too, so that each one matters to the result. */
    static BoundModel bind(String text, int vocabulary) {
        return bind(build(text, vocabulary), new ReferenceEngine());
    }

    static BoundModel bind(LanguageModel model, Engine engine) {
        return BoundModel.bind(model, engine, Purpose.GENERATION, TinyDecoders::large);
    }

    private static float[] large(Parameter parameter) {
        RandomKey key = new RandomKey(7).derive(parameter.path());
        float[] values = new float[Math.toIntExact(parameter.elements())];
        IntStream.range(0, values.length).forEach(i -> values[i] = (float) (0.5 * key.normal(i)));
        return values;
    }

    static Tokenizer tokenizer() {
        CharComponent component = new CharComponent();
        return component.create(component.defaults(), REGISTRY.context()).train(Stream.of("abcdefghijklmnopqrstuvwxyz .,"), Progress.none());
    }

    /** Writes the model's folder below {@code folder}, then exports it to {@code folder/onnx-model}. */
    static ExportResult export(String text, BoundModel model, Path folder) {
        Path modelFolder = folder.resolve("model");
        try {
            Files.createDirectories(modelFolder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ModelFolder.write(modelFolder, model, json("{'model': " + text + "}"), tokenizer());
        return OnnxExporter.export(model, modelFolder, folder.resolve("onnx-model"), ExportOptions.PORTABLE,
                out -> LogitComparison.maxDifference(out, model));
    }

    /** A folder with an exported model. */
    static Path exported(String text, Path folder) {
        try (BoundModel model = bind(text, VOCABULARY)) {
            return export(text, model, folder).folder();
        }
    }
}
