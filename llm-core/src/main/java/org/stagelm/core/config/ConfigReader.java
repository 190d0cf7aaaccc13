package org.stagelm.core.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Component;
import org.stagelm.api.slots.Slot;
import org.stagelm.core.registry.Registry;

/**
 * Reads settings records from a JSON tree, strictly. A fault does not stop it: the default takes the faulty value's place, so that one run finds all
 * faults. Choices come out complete: their settings are present, all the way down.
 */
public final class ConfigReader {

    private final Registry registry;

    public ConfigReader(Registry registry) {
        this.registry = registry;
    }

    /**
     * Reads a whole config and checks it.
     *
     * @param source what is read, for messages
     * @throws org.stagelm.api.UserError with all faults in one report
     */
    public <R extends Record> Read<R> read(JsonNode tree, R defaults, String source) {
        return read(tree, defaults, source, Overrides.Result.none());
    }

    /** As above, after {@code --set}. */
    public <R extends Record> Read<R> read(JsonNode tree, R defaults, String source, Overrides.Result overrides) {
        Faults faults = new Faults();
        Pass pass = new Pass(faults, overrides);
        R result = pass.record(tree, defaults, "", Set.of());
        new ConfigCheck(registry, faults).value(result, "");
        faults.throwIfAny(source);
        return new Read<>(result, faults.notices());
    }

    /** @param notices what the user should know, such as settings that a swapped type does not have */
    public record Read<R extends Record>(R settings, List<String> notices) {}

    /** Reads what fills one slot, such as the value of {@code --tokenizer}. */
    public <T> Choice<T> readChoice(JsonNode tree, Class<T> product, String source) {
        Faults faults = new Faults();
        Choice<T> choice = new Pass(faults, Overrides.Result.none()).choice(tree, product, Optional.empty(), "").orElse(null);
        new ConfigCheck(registry, faults).value(choice, "");
        faults.throwIfAny(source);
        return choice;
    }

    /** Completes a choice made in Java: fills in the settings it leaves to the defaults, and checks it. */
    public <T> Choice<T> complete(Choice<T> choice, Class<T> product) {
        return readChoice(ConfigWriter.tree(choice), product, registry.slotOf(product).name() + " \"" + choice.type() + "\"");
    }

    /** One reading, with the faults it meets. */
    private final class Pass {

        private final Faults faults;
        private final Overrides.Result overrides;

        Pass(Faults faults, Overrides.Result overrides) {
            this.faults = faults;
            this.overrides = overrides;
        }

        <R extends Record> R record(JsonNode tree, R defaults, String path, Set<String> alsoAllowed) {
            return record(tree, defaults, path, alsoAllowed, key -> "");
        }

        /** @param elsewhere says of an unknown key where it is known, or nothing */
        @SuppressWarnings("unchecked") // create() gives what the shape was made of
        private <R extends Record> R record(JsonNode tree, R defaults, String path, Set<String> alsoAllowed, UnaryOperator<String> elsewhere) {
            RecordShape shape = RecordShape.of(defaults.getClass());
            if (!tree.isObject()) {
                faults.add(path, "must be an object, not " + show(tree));
                return (R) complete(shape, defaults, JsonNodeFactory.instance.objectNode(), path, false);
            }
            Set<String> known = new LinkedHashSet<>(alsoAllowed);
            shape.keys().forEach(key -> known.add(key.name()));
            for (Iterator<String> names = tree.fieldNames(); names.hasNext();) {
                String name = names.next();
                if (!known.contains(name)) {
                    unknownKey(path, name, known, elsewhere);
                }
            }
            return (R) complete(shape, defaults, tree, path, true);
        }

        private void unknownKey(String path, String name, Set<String> known, UnaryOperator<String> elsewhere) {
            String at = Faults.below(path, name);
            if (overrides.leftBySwap(path, name)) {
                faults.notice(at + " does not apply to the type set with --set and is left out");
            } else {
                String keys = known.isEmpty() ? "there are no keys here" : "known are " + String.join(", ", known);
                faults.add(at, "unknown key; " + keys + Nearest.hint(name, known) + elsewhere.apply(name));
            }
        }

        private Record complete(RecordShape shape, Record defaults, JsonNode tree, String path, boolean given) {
            Object[] values = new Object[shape.keys().size()];
            boolean whole = true;
            for (int i = 0; i < values.length; i++) {
                RecordShape.Key key = shape.keys().get(i);
                String at = Faults.below(path, key.name());
                Object preset = shape.value(defaults, key);
                JsonNode node = tree.get(key.name());
                if (node == null || node.isNull()) {
                    if (preset == null) {
                        if (given) {
                            faults.add(at, "is missing: " + key.type().describe() + key.setting().map(s -> " (" + s.value() + ")").orElse(""));
                        }
                        whole = false;
                    }
                    values[i] = preset == null ? null : absent(key.type(), preset, at);
                } else {
                    values[i] = value(node, key.type(), Optional.ofNullable(preset), at);
                    if (values[i] == null) {
                        values[i] = preset == null ? null : absent(key.type(), preset, at);
                        whole &= preset != null;
                    } else {
                        key.setting().ifPresent(setting -> Range.of(setting).check(node, at, faults));
                    }
                }
            }
            if (!whole) { // a fault was reported; the result is not used, but what stands in it is checked all the same
                for (int i = 0; i < values.length; i++) {
                    new ConfigCheck(registry, faults).value(values[i], Faults.below(path, shape.keys().get(i).name()));
                }
                return defaults;
            }
            try {
                return shape.create(values);
            } catch (IllegalArgumentException e) {
                faults.add(path, e.getMessage());
                return defaults;
            }
        }

        /** A default, with the choices in it completed. */
        private Object absent(SettingType type, Object preset, String at) {
            if (type instanceof SettingType.SlotOf || type instanceof SettingType.Nested || type instanceof SettingType.ListOf
                    || type instanceof SettingType.Maybe) {
                Object value = value(ConfigWriter.value(preset), type, Optional.of(preset), at);
                return value == null ? preset : value;
            }
            return preset;
        }

        /** The value of a node, or null where it has a fault. */
        private Object value(JsonNode node, SettingType type, Optional<Object> preset, String at) {
            if (type instanceof SettingType.Whole whole) {
                boolean fits = node.isNumber() && node.decimalValue().stripTrailingZeros().scale() <= 0
                        && (whole.bits() == 32 ? node.canConvertToInt() : node.canConvertToLong());
                return !fits ? fault(at, "a whole number of " + whole.bits() + " bits", node)
                        : whole.bits() == 32 ? (Object) node.decimalValue().intValueExact() : (Object) node.decimalValue().longValueExact();
            }
            if (type instanceof SettingType.Real) {
                return node.isNumber() && Double.isFinite(node.doubleValue()) ? (Object) node.doubleValue() : fault(at, "a number", node);
            }
            if (type instanceof SettingType.Flag) {
                return node.isBoolean() ? (Object) node.booleanValue() : fault(at, "true or false", node);
            }
            if (type instanceof SettingType.Text) {
                return node.isTextual() ? node.textValue() : fault(at, "text", node);
            }
            if (type instanceof SettingType.OneOf one) {
                for (Enum<?> constant : one.type().getEnumConstants()) {
                    if (node.isTextual() && SettingType.OneOf.name(constant).equals(node.textValue())) {
                        return constant;
                    }
                }
                return fault(at, "one of " + String.join(", ", one.names()), node);
            }
            if (type instanceof SettingType.Nested nested) {
                return record(node, preset.map(Record.class::cast).orElseGet(() -> RecordShape.defaults(nested.type())), at, Set.of());
            }
            if (type instanceof SettingType.SlotOf slot) {
                return choice(node, slot.product(), preset.map(p -> (Choice<?>) p), at).orElse(null);
            }
            if (type instanceof SettingType.ListOf list) {
                return list(node, list, at);
            }
            return maybe(node, (SettingType.Maybe) type, preset, at);
        }

        private Object list(JsonNode node, SettingType.ListOf list, String at) {
            if (!node.isArray()) {
                return fault(at, "a list", node);
            }
            List<Object> elements = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                Object element = value(node.get(i), list.element(), Optional.empty(), at + "[" + i + "]");
                if (element == null) {
                    return null;
                }
                elements.add(element);
            }
            return List.copyOf(elements);
        }

        private Object maybe(JsonNode node, SettingType.Maybe maybe, Optional<Object> preset, String at) {
            Object inner = node.isNull() ? null : value(node, maybe.element(), preset.flatMap(p -> p instanceof Optional<?> o ? o : Optional.empty()), at);
            if (maybe.kind() == OptionalInt.class) {
                return inner == null ? OptionalInt.empty() : OptionalInt.of((Integer) inner);
            }
            if (maybe.kind() == OptionalDouble.class) {
                return inner == null ? OptionalDouble.empty() : OptionalDouble.of((Double) inner);
            }
            return Optional.ofNullable(inner);
        }

        /** What fills a slot: a type name, or an object with {@code type}; without one the default's type stands. */
        <T> Optional<Choice<T>> choice(JsonNode node, Class<T> product, Optional<Choice<?>> preset, String at) {
            Slot<T> slot = registry.slotOf(product);
            JsonNode named = node.isTextual() ? node : node.isObject() ? node.get("type") : null;
            if (named == null && node.isObject() && preset.isPresent()) {
                named = JsonNodeFactory.instance.textNode(preset.get().type());
            }
            if (named == null || !named.isTextual()) {
                fault(at, "a type of slot " + slot.name() + " or an object with \"type\"", node);
                return Optional.empty();
            }
            String type = named.textValue();
            if (type.equals(Preset.TYPE) && node.isObject()) {
                return expand((ObjectNode) node, product, at).flatMap(expanded -> choice(expanded, product, preset, at));
            }
            Optional<Component<?, ?, ?>> component = registry.find(slot, type);
            if (component.isEmpty()) {
                List<String> types = registry.types(slot);
                faults.add(Faults.below(at, node.isObject() ? "type" : ""), "unknown type \"" + type + "\" of slot " + slot.name() + "; there are "
                        + (types.isEmpty() ? "none on the class path" : String.join(", ", types)) + Nearest.hint(type, types));
                return Optional.empty();
            }
            Record defaults = preset.filter(p -> p.type().equals(type)).flatMap(Choice::settings).orElseGet(() -> component.get().defaults());
            JsonNode keys = node.isObject() ? node : JsonNodeFactory.instance.objectNode();
            Record settings = record(keys, defaults, at, Set.of("type"), key -> otherTypes(slot, key, at));
            return Optional.of(new Choice<>(type, Optional.of(settings), Optional.of(product)));
        }

        private Optional<ObjectNode> expand(ObjectNode node, Class<?> product, String at) {
            Presets presets = Presets.load(); // few configs have one
            List<String> names = presets.names(product);
            JsonNode name = node.path(Preset.NAME);
            Optional<Preset> found = name.isTextual() ? presets.find(product, name.textValue()) : Optional.empty();
            if (found.isEmpty()) {
                faults.add(Faults.below(at, Preset.NAME), (name.isTextual() ? "unknown preset \"" + name.textValue() + "\"" : "names the preset")
                        + "; there are " + (names.isEmpty() ? "none for this slot" : String.join(", ", names)) + Nearest.hint(name.asText(), names));
            }
            return found.map(preset -> preset.with(node));
        }

        /** Which types of a slot have a key that the given type does not have; nothing where none has. */
        private String otherTypes(Slot<?> slot, String key, String at) {
            String types = registry.types(slot).stream().filter(type -> registry.find(slot, type).stream()
                    .flatMap(component -> RecordShape.of(component.defaults().getClass()).keys().stream())
                    .anyMatch(known -> known.name().equals(key))).collect(Collectors.joining(", "));
            return types.isEmpty() ? "" : "; to set it, name a type that has it as " + Faults.below(at, "type") + ": " + types;
        }

        private Object fault(String at, String wanted, JsonNode node) {
            faults.add(at, "must be " + wanted + ", not " + show(node));
            return null;
        }
    }

    private static String show(JsonNode node) {
        String text = node.toString();
        return text.length() > 60 ? text.substring(0, 57) + "..." : text;
    }
}
