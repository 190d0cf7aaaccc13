package org.stagelm.core.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.stagelm.api.UserError;
import org.stagelm.api.data.Tokenizer;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.api.layer.Parameter;
import org.stagelm.api.tensor.Engine;
import org.stagelm.core.json.Json;
import org.stagelm.core.model.BoundModel;
import org.stagelm.core.model.Purpose;
import org.stagelm.core.safetensors.SafetensorsWriter;

/** Writes and reads model folders. What is in them lies as the model's {@link LanguageModel#layout()} says. */
public final class ModelFolder {

    /** What the model is, for other tools. */
    public static final String CONFIG = "config.json";
    /** What the model is, for StageLM. */
    public static final String STAGELM = "stagelm.json";
    private static final String GENERATION = "generation_config.json";

    private ModelFolder() {}

    /** True for a folder that has a config and weights; whether they are sound shows when they are read. */
    public static boolean isModelFolder(Path path) {
        return (Files.isRegularFile(path.resolve(CONFIG)) || Files.isRegularFile(path.resolve(STAGELM)))
                && (Files.isRegularFile(path.resolve(WeightFiles.WEIGHTS)) || Files.isRegularFile(path.resolve(WeightFiles.INDEX)));
    }

    /**
     * Writes all files of a model into a folder that exists, mostly a temporary one that is renamed when it is whole.
     *
     * @param stagelmConfig the content of {@code stagelm.json}
     * @throws UserError where a file cannot be written
     */
    public static void write(Path folder, BoundModel model, JsonNode stagelmConfig, Tokenizer tokenizer) {
        Json.write(folder.resolve(CONFIG), config(model.model().layout().config(), tokenizer.endOfText()));
        Json.write(folder.resolve(GENERATION), generationConfig(tokenizer.endOfText()));
        Json.write(folder.resolve(STAGELM), stagelmConfig);
        writeWeights(folder.resolve(WeightFiles.WEIGHTS), model);
        try {
            tokenizer.save(folder);
        } catch (IOException e) {
            throw new UserError("the tokenizer cannot be written into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void writeWeights(Path file, BoundModel model) {
        List<SafetensorsWriter.Entry> tensors = Packing.of(model.model()).stream()
                .map(packing -> new SafetensorsWriter.Entry(packing.name(), packing.shape(), () -> packing.pack(model::read)))
                .toList();
        SafetensorsWriter.write(file, Map.of("format", "pt"), tensors); // without the format transformers refuses the file
    }

    private static Map<String, Object> config(Map<String, Object> layout, OptionalInt endOfText) {
        Map<String, Object> config = new LinkedHashMap<>(layout);
        config.putIfAbsent("model_type", "stagelm");
        // Written as null where there is none: transformers would take ids of its own, and end a text at an ordinary token.
        Integer end = endOfText.isPresent() ? endOfText.getAsInt() : null;
        for (String key : List.of("bos_token_id", "eos_token_id")) {
            if (!config.containsKey(key)) {
                config.put(key, end);
            }
        }
        return config;
    }

    private static Map<String, Object> generationConfig(OptionalInt endOfText) {
        Map<String, Object> config = new LinkedHashMap<>();
        endOfText.ifPresent(id -> {
            config.put("bos_token_id", id);
            config.put("eos_token_id", id);
        });
        return config;
    }

    /**
     * Reads the weights of a folder, written by StageLM or by others, into a model.
     *
     * @throws UserError where tensors are missing, left over or of another shape, all of them in one message; where a weight is not a finite number;
     *     where a file is not sound
     */
    public static BoundModel load(Path folder, LanguageModel model, Engine engine, Purpose purpose) {
        try (WeightFiles files = WeightFiles.open(folder)) {
            Map<Packing, String> names = WeightMatch.match("model folder " + folder, files, Packing.of(model));
            Map<Parameter, Packing> packings = new HashMap<>();
            names.keySet().forEach(packing -> packing.parameters().forEach(parameter -> packings.put(parameter, packing)));
            LastRead read = new LastRead(files);
            return BoundModel.bind(model, engine, purpose, parameter -> {
                Packing packing = packings.get(parameter);
                return packing.part(read.stacked(packing, names.get(packing)), parameter);
            });
        }
    }

    /** Keeps the tensor read last: the parameters that one tensor holds are mostly asked for one after the other. */
    private static final class LastRead {

        private final WeightFiles files;
        private String name = "";
        private float[] stacked = {};

        LastRead(WeightFiles files) {
            this.files = files;
        }

        float[] stacked(Packing packing, String wanted) {
            if (!wanted.equals(name)) {
                stacked = packing.stacked(finite(wanted));
                name = wanted;
            }
            return stacked;
        }

        private float[] finite(String wanted) {
            float[] read = files.of(wanted).floats(wanted);
            for (int i = 0; i < read.length; i++) {
                if (!Float.isFinite(read[i])) {
                    throw new UserError(files.of(wanted).file() + ": tensor " + wanted + " has " + read[i] + " at element " + i
                            + "; the weights are broken, as after a training that diverged");
                }
            }
            return read;
        }
    }
}
