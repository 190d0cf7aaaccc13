package org.stagelm.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stagelm.api.component.Choice;

/** Settings records to JSON: the inverse of {@link ConfigReader}. */
public final class ConfigWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ConfigWriter() {}

    public static ObjectNode tree(Record settings) {
        if (settings instanceof Choice<?> choice) {
            ObjectNode tree = JSON.objectNode().put("type", choice.type());
            choice.settings().ifPresent(inner -> tree.setAll(tree(inner)));
            return tree;
        }
        ObjectNode tree = JSON.objectNode();
        RecordShape shape = RecordShape.of(settings.getClass());
        for (RecordShape.Key key : shape.keys()) {
            Object value = shape.value(settings, key);
            JsonNode node = value == null ? JSON.nullNode() : value(value);
            if (!node.isNull()) {
                tree.set(key.name(), node);
            }
        }
        return tree;
    }

    static JsonNode value(Object value) {
        if (value instanceof Record settings) {
            return tree(settings);
        }
        if (value instanceof List<?> list) {
            ArrayNode array = JSON.arrayNode();
            list.forEach(element -> array.add(value(element)));
            return array;
        }
        if (value instanceof Optional<?> maybe) {
            return maybe.isPresent() ? value(maybe.get()) : JSON.nullNode();
        }
        if (value instanceof OptionalInt maybe) {
            return maybe.isPresent() ? JSON.numberNode(maybe.getAsInt()) : JSON.nullNode();
        }
        if (value instanceof OptionalDouble maybe) {
            return maybe.isPresent() ? JSON.numberNode(maybe.getAsDouble()) : JSON.nullNode();
        }
        if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        if (value instanceof Integer number) {
            return JSON.numberNode(number);
        }
        if (value instanceof Long number) {
            return JSON.numberNode(number);
        }
        if (value instanceof Double number) {
            return JSON.numberNode(number);
        }
        if (value instanceof Enum<?> constant) {
            return JSON.textNode(SettingType.OneOf.name(constant));
        }
        return JSON.textNode((String) value);
    }
}
