package org.stagelm.core.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.stagelm.api.component.Component;
import org.stagelm.api.component.Setting;
import org.stagelm.api.slots.Slot;
import org.stagelm.api.slots.Slots;
import org.stagelm.core.registry.Registry;

/** A JSON Schema (2020-12) made from the same records that configs are read into, so that editors complete configs. */
public final class SchemaWriter {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Registry registry;
    private final Presets presets = Presets.load();

    public SchemaWriter(Registry registry) {
        this.registry = registry;
    }

    /** @param defaults of the whole config */
    public ObjectNode write(Record defaults, String title) {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema").put("title", title);
        schema.setAll(object(defaults, Optional.empty()));
        ((ObjectNode) schema.get("properties")).putObject("$schema").put("type", "string");
        ObjectNode definitions = schema.putObject("$defs");
        for (Slot<?> slot : Slots.all()) {
            definitions.set(slot.name(), slot(slot));
        }
        return schema;
    }

    /** The name of a type, or an object with it and its settings. */
    private ObjectNode slot(Slot<?> slot) {
        ArrayNode forms = JSON.arrayNode();
        ArrayNode names = forms.addObject().putArray("enum");
        for (String type : registry.types(slot)) {
            Component<?, ?, ?> component = registry.find(slot, type).orElseThrow();
            names.add(type);
            forms.add(object(component.defaults(), Optional.of(type)));
        }
        List<String> named = presets.names(slot.product());
        if (!named.isEmpty()) {
            forms.add(preset(named));
        }
        ObjectNode schema = JSON.objectNode();
        schema.set("oneOf", forms);
        return schema;
    }

    /** What may stand beside the name depends on the preset, and is left open. */
    private static ObjectNode preset(List<String> named) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("const", Preset.TYPE);
        named.forEach(properties.putObject(Preset.NAME).putArray("enum")::add);
        schema.putArray("required").add("type").add(Preset.NAME);
        return schema;
    }

    private ObjectNode object(Record defaults, Optional<String> type) {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JSON.arrayNode();
        type.ifPresent(name -> {
            properties.putObject("type").put("const", name);
            required.add("type");
        });
        RecordShape shape = RecordShape.of(defaults.getClass());
        for (RecordShape.Key key : shape.keys()) {
            Object preset = shape.value(defaults, key);
            ObjectNode property = value(key.type(), Optional.ofNullable(preset));
            key.setting().ifPresent(setting -> annotate(property, setting, key.type()));
            if (preset == null) {
                required.add(key.name());
            } else if (!ConfigWriter.value(preset).isNull() && !(key.type() instanceof SettingType.Nested)) {
                property.set("default", ConfigWriter.value(preset));
            }
            properties.set(key.name(), property);
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private ObjectNode value(SettingType type, Optional<Object> preset) {
        if (type instanceof SettingType.Nested nested) {
            return object(preset.map(Record.class::cast).orElseGet(() -> RecordShape.defaults(nested.type())), Optional.empty());
        }
        if (type instanceof SettingType.Maybe maybe) {
            return value(maybe.element(), preset.flatMap(p -> p instanceof Optional<?> o ? o : Optional.empty()));
        }
        ObjectNode schema = JSON.objectNode();
        if (type instanceof SettingType.Whole) {
            schema.put("type", "integer");
        } else if (type instanceof SettingType.Real) {
            schema.put("type", "number");
        } else if (type instanceof SettingType.Flag) {
            schema.put("type", "boolean");
        } else if (type instanceof SettingType.Text) {
            schema.put("type", "string");
        } else if (type instanceof SettingType.OneOf one) {
            one.names().forEach(schema.putArray("enum")::add);
        } else if (type instanceof SettingType.SlotOf slot) {
            schema.put("$ref", "#/$defs/" + registry.slotOf(slot.product()).name());
        } else if (type instanceof SettingType.ListOf list) {
            schema.put("type", "array").set("items", value(list.element(), Optional.empty()));
        }
        return schema;
    }

    private static void annotate(ObjectNode property, Setting setting, SettingType type) {
        property.put("description", setting.value() + (setting.unit().isEmpty() ? "" : " [" + setting.unit() + "]"));
        SettingType number = type instanceof SettingType.Maybe maybe ? maybe.element() : type;
        ObjectNode at = number instanceof SettingType.ListOf ? (ObjectNode) property.get("items") : property;
        bound(at, "minimum", setting.min());
        bound(at, "maximum", setting.max());
        bound(at, "exclusiveMinimum", setting.above());
        bound(at, "exclusiveMaximum", setting.below());
    }

    private static void bound(ObjectNode property, String keyword, double value) {
        if (!Double.isInfinite(value)) {
            property.put(keyword, value);
        }
    }
}
