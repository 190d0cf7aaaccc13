package org.stagelm.model.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.stagelm.api.UserError;
import org.stagelm.api.component.Choice;
import org.stagelm.api.layer.LanguageModel;
import org.stagelm.model.architecture.Decoder;

/** Reads the {@code config.json} of a folder that another tool wrote. */
public final class HuggingFaceConfigs {

    private static final Map<String, Function<Fields, Decoder.Settings>> MODEL_TYPES = new TreeMap<>(Map.of("gpt2", Gpt2Config::read));

    static {
        for (LlamaFamily family : LlamaFamily.values()) {
            MODEL_TYPES.put(family.modelType(), fields -> LlamaConfig.read(fields, family));
        }
    }

    private HuggingFaceConfigs() {}

    /**
     * The decoder that a config describes. Keys that say nothing of the numbers a model gives are passed over.
     *
     * @return still to be completed, which checks it as well
     * @throws UserError where the model type, or what a key asks for, is not supported
     */
    public static Choice<LanguageModel> toChoice(JsonNode config) {
        Fields fields = new Fields(config);
        String modelType = fields.text("model_type")
                .orElseThrow(() -> new UserError("config.json names no model_type; supported are " + String.join(", ", MODEL_TYPES.keySet())));
        Function<Fields, Decoder.Settings> reader = MODEL_TYPES.get(modelType);
        if (reader == null) {
            throw new UserError("config.json: model_type \"" + modelType + "\" is not supported; supported are "
                    + String.join(", ", MODEL_TYPES.keySet()));
        }
        fields.refuse("quantization_config");
        return Choice.of("decoder", reader.apply(fields));
    }

    /** Number of token ids of the model that a config describes. */
    public static int vocabulary(JsonNode config) {
        return new Fields(config).count("vocab_size", Fields.MOST_TOKENS);
    }
}
