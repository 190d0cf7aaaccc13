package org.stagelm.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A choice under a name.
 *
 * @param facts what is known of it beside the settings; see {@link org.stagelm.api.component.PresetSource#open}
 * @param settings with the {@code type}, as a config has them
 */
public record Preset(String name, JsonNode facts, ObjectNode settings) {

    /** The type that stands for a preset. */
    static final String TYPE = "preset";
    /** The key that says which. */
    static final String NAME = "name";
    private static final String TYPE_KEY = "type";

    /** These settings with those of {@code given} in their place, {@code type} and {@code name} aside. */
    ObjectNode with(ObjectNode given) {
        ObjectNode changes = given.deepCopy();
        changes.remove(TYPE_KEY);
        changes.remove(NAME);
        return merge(settings.deepCopy(), changes);
    }

    private static ObjectNode merge(ObjectNode base, ObjectNode changes) {
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            JsonNode before = base.path(change.getKey());
            boolean within = change.getValue() instanceof ObjectNode object && !isSwap(before, object);
            base.set(change.getKey(), within ? merge(object(before), (ObjectNode) change.getValue()) : change.getValue());
        }
        return base;
    }

    /** True where another type is asked for, to which the settings of the one before say nothing. */
    private static boolean isSwap(JsonNode before, ObjectNode change) {
        return change.has(TYPE_KEY) && !change.get(TYPE_KEY).equals(object(before).get(TYPE_KEY));
    }

    /** The long form of what fills a slot. */
    private static ObjectNode object(JsonNode node) {
        if (node instanceof ObjectNode object) {
            return object;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        return node.isTextual() ? object.put(TYPE_KEY, node.textValue()) : object;
    }
}
