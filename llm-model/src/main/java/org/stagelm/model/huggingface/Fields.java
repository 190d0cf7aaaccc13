package org.stagelm.model.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.stagelm.api.UserError;

/**
 * The keys of a {@code config.json}; null counts as absent. The file may come from anywhere, so sizes are bounded before anything is built from them:
 * the largest models known stay below a tenth of each bound.
 */
final class Fields {

    static final int MOST_LAYERS = 10_000;
    static final int MOST_HEADS = 1 << 14;
    static final int MOST_WIDTH = 1 << 20;
    static final int MOST_TOKENS = 1 << 27;

    private final JsonNode config;
    private final String prefix;

    Fields(JsonNode config) {
        this(config, "");
    }

    private Fields(JsonNode config, String prefix) {
        if (!config.isObject()) {
            throw new UserError("config.json: " + (prefix.isEmpty() ? "the file" : prefix) + " must be an object");
        }
        this.config = config;
        this.prefix = prefix;
    }

    /** A size that must be given, in 1 … most. */
    int count(String key, int most) {
        return optionalCount(key, most).orElseThrow(() -> new UserError("config.json: " + prefix + key + " is missing"));
    }

    OptionalInt optionalCount(String key, int most) {
        if (!config.hasNonNull(key)) {
            return OptionalInt.empty();
        }
        JsonNode node = config.get(key);
        if (!node.isIntegralNumber() || !node.canConvertToInt() || node.intValue() < 1 || node.intValue() > most) {
            throw wrong(key, "a whole number from 1 to " + most);
        }
        return OptionalInt.of(node.intValue());
    }

    double number(String key, double otherwise) {
        if (!config.hasNonNull(key)) {
            return otherwise;
        }
        JsonNode node = config.get(key);
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw wrong(key, "a number");
        }
        return node.doubleValue();
    }

    boolean flag(String key, boolean otherwise) {
        if (!config.hasNonNull(key)) {
            return otherwise;
        }
        if (!config.get(key).isBoolean()) {
            throw wrong(key, "true or false");
        }
        return config.get(key).booleanValue();
    }

    Optional<String> text(String key) {
        if (!config.hasNonNull(key)) {
            return Optional.empty();
        }
        if (!config.get(key).isTextual()) {
            throw wrong(key, "text");
        }
        return Optional.of(config.get(key).textValue());
    }

    /** A list of texts; empty where there is none. */
    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : config.path(key)) {
            if (!element.isTextual() || texts.size() >= MOST_LAYERS) {
                throw wrong(key, "a list of texts");
            }
            texts.add(element.textValue());
        }
        return texts;
    }

    /** True also for null. */
    boolean isGiven(String key) {
        return config.has(key);
    }

    Optional<Fields> object(String key) {
        return config.hasNonNull(key) ? Optional.of(new Fields(config.get(key), prefix + key + ".")) : Optional.empty();
    }

    /** For what StageLM does not compute: the key must be absent. */
    void refuse(String key) {
        if (config.hasNonNull(key)) {
            throw unsupported(key, "none");
        }
    }

    /** For what StageLM computes in one way only. */
    void refuseOther(String key, boolean supported) {
        if (flag(key, supported) != supported) {
            throw unsupported(key, Boolean.toString(supported));
        }
    }

    UserError unsupported(String key, String supported) {
        return new UserError("config.json: " + prefix + key + " = " + shown(key) + " is not supported; supported: " + supported);
    }

    private UserError wrong(String key, String wanted) {
        return new UserError("config.json: " + prefix + key + " must be " + wanted + ", not " + shown(key));
    }

    private String shown(String key) {
        String text = config.get(key).toString();
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
