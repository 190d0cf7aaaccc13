package org.stagelm.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.stagelm.api.UserError;
import org.stagelm.core.json.Json;

/** {@code --set model.norm.type=rms-norm}: values from the command line put into a config's tree. */
public final class Overrides {

    private Overrides() {}

    /**
     * @param tree the config with the values set
     * @param swapped keys that stand in the file beside a type which was set to another one; the new type need not know them
     */
    public record Result(JsonNode tree, Set<String> swapped) {

        static Result none() {
            return new Result(JsonNodeFactory.instance.objectNode(), Set.of());
        }

        boolean leftBySwap(String path, String key) {
            return swapped.contains(Faults.below(path, key));
        }
    }

    /** @throws UserError on one that is not {@code path=value} */
    public static Result apply(JsonNode config, List<String> assignments) {
        JsonNode tree = config.deepCopy();
        Set<String> swapped = new HashSet<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            String path = equals < 0 ? "" : assignment.substring(0, equals).strip();
            if (path.isEmpty() || path.startsWith(".") || path.endsWith(".") || path.contains("..")) {
                throw new UserError("--set " + assignment + ": write it as path=value, such as --set model.norm.type=rms-norm");
            }
            if (!tree.isObject()) {
                throw new UserError("--set " + assignment + ": the config is not a JSON object");
            }
            set((ObjectNode) tree, path, parse(assignment.substring(equals + 1)), swapped);
        }
        return new Result(tree, swapped);
    }

    private static void set(ObjectNode root, String path, JsonNode value, Set<String> swapped) {
        String[] keys = path.split("\\.");
        ObjectNode at = root;
        StringBuilder here = new StringBuilder();
        for (int i = 0; i < keys.length - 1; i++) {
            here.append(here.isEmpty() ? "" : ".").append(keys[i]);
            JsonNode child = at.get(keys[i]);
            if (child instanceof ObjectNode object) {
                at = object;
            } else {
                ObjectNode object = JsonNodeFactory.instance.objectNode();
                if (child != null && child.isTextual()) {
                    object.set("type", child); // "norm": "rms-norm" is short for an object
                }
                at.set(keys[i], object);
                at = object;
            }
        }
        String last = keys[keys.length - 1];
        if (last.equals("type") && at.has("type") && !at.get("type").equals(value)) {
            at.fieldNames().forEachRemaining(key -> swapped.add(Faults.below(here.toString(), key)));
        }
        at.set(last, value);
        swapped.remove(path);
    }

    /** JSON where it is JSON, else text: {@code true}, {@code 3}, {@code {"type": …}}, {@code rms-norm}. */
    private static JsonNode parse(String value) {
        try {
            JsonNode node = Json.mapper().readTree(value);
            return node == null || node.isMissingNode() ? JsonNodeFactory.instance.textNode(value) : node;
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.textNode(value);
        }
    }
}
