package org.stagelm.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.stagelm.api.component.Setting;

/** The keys of a settings record as a table for people. */
public final class SettingTable {

    /**
     * @param key such as {@code betas}; keys of a nested object as {@code outer.inner}, of those in a list as {@code outer[].inner}
     * @param preset the default as JSON; {@code required} or {@code optional} where there is none
     * @param description what it is for, its unit and its range
     */
    public record Row(String key, String preset, String description) {}

    private SettingTable() {}

    public static List<Row> of(Record defaults) {
        List<Row> rows = new ArrayList<>();
        collect(defaults, "", rows);
        return rows;
    }

    private static void collect(Record defaults, String prefix, List<Row> rows) {
        RecordShape shape = RecordShape.of(defaults.getClass());
        for (RecordShape.Key key : shape.keys()) {
            Object preset = shape.value(defaults, key);
            if (key.type() instanceof SettingType.Nested && preset != null) {
                collect((Record) preset, prefix + key.name() + ".", rows);
            } else {
                rows.add(new Row(prefix + key.name(), preset(preset), description(key)));
                element(key.type(), prefix + key.name(), rows);
            }
        }
    }

    /** The keys of a record that stands in a list or may be absent. */
    private static void element(SettingType type, String key, List<Row> rows) {
        if (type instanceof SettingType.ListOf list && list.element() instanceof SettingType.Nested nested) {
            collect(RecordShape.defaults(nested.type()), key + "[].", rows);
        } else if (type instanceof SettingType.Maybe maybe && maybe.element() instanceof SettingType.Nested nested) {
            collect(RecordShape.defaults(nested.type()), key + ".", rows);
        }
    }

    private static String preset(Object preset) {
        if (preset == null) {
            return "required";
        }
        JsonNode node = ConfigWriter.value(preset);
        boolean onlyType = node.isObject() && node.size() == 1 && node.has("type");
        return node.isNull() ? "optional" : onlyType ? node.get("type").toString() : node.toString();
    }

    private static String description(RecordShape.Key key) {
        String range = key.setting().map(setting -> Range.of(setting).describe()).orElse("");
        String unit = key.setting().map(Setting::unit).orElse("");
        String kind = key.type().describe() + (unit.isEmpty() ? "" : ", " + unit) + (range.isEmpty() ? "" : ", " + range);
        return key.setting().map(setting -> setting.value() + " ").orElse("") + "(" + kind + ")";
    }
}
