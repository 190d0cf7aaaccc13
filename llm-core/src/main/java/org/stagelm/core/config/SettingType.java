package org.stagelm.core.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.stagelm.api.component.Choice;

/** What may stand behind a key of a settings record. */
public sealed interface SettingType {

    /** A whole number of {@code bits} 32 or 64. */
    record Whole(int bits) implements SettingType {}

    record Real() implements SettingType {}

    record Flag() implements SettingType {}

    record Text() implements SettingType {}

    /** An enum, written in JSON in kebab-case. */
    record OneOf(Class<? extends Enum<?>> type) implements SettingType {
        public List<String> names() {
            return List.of(type.getEnumConstants()).stream().map(OneOf::name).toList();
        }

        static String name(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A slot, filled by a component that builds {@code product}. */
    record SlotOf(Class<?> product) implements SettingType {}

    record Nested(Class<? extends Record> type) implements SettingType {}

    record ListOf(SettingType element) implements SettingType {}

    /** May be absent. {@code kind} is Optional, OptionalInt or OptionalDouble. */
    record Maybe(SettingType element, Class<?> kind) implements SettingType {}

    /** @throws IllegalArgumentException on a type that settings cannot have */
    static SettingType of(Type type) {
        if (type == int.class || type == Integer.class) {
            return new Whole(32);
        }
        if (type == long.class || type == Long.class) {
            return new Whole(64);
        }
        if (type == double.class || type == Double.class) {
            return new Real();
        }
        if (type == boolean.class || type == Boolean.class) {
            return new Flag();
        }
        if (type == String.class) {
            return new Text();
        }
        if (type == OptionalInt.class) {
            return new Maybe(new Whole(32), OptionalInt.class);
        }
        if (type == OptionalDouble.class) {
            return new Maybe(new Real(), OptionalDouble.class);
        }
        if (type instanceof ParameterizedType generic) {
            Type argument = generic.getActualTypeArguments()[0];
            if (generic.getRawType() == Choice.class) {
                return new SlotOf(argument instanceof ParameterizedType p ? (Class<?>) p.getRawType() : (Class<?>) argument);
            }
            if (generic.getRawType() == List.class) {
                return new ListOf(of(argument));
            }
            if (generic.getRawType() == Optional.class) {
                return new Maybe(of(argument), Optional.class);
            }
        }
        if (type instanceof Class<?> c && c.isRecord()) {
            return new Nested(c.asSubclass(Record.class));
        }
        if (type instanceof Class<?> c && c.isEnum()) {
            return new OneOf(enumType(c));
        }
        throw new IllegalArgumentException("a settings record cannot have a component of type " + type.getTypeName());
    }

    @SuppressWarnings("unchecked") // the caller checked isEnum()
    private static Class<? extends Enum<?>> enumType(Class<?> c) {
        return (Class<? extends Enum<?>>) c;
    }

    /** For people: {@code whole number}, {@code list of norm}. */
    default String describe() {
        if (this instanceof Whole) {
            return "whole number";
        }
        if (this instanceof Real) {
            return "number";
        }
        if (this instanceof Flag) {
            return "true or false";
        }
        if (this instanceof Text) {
            return "text";
        }
        if (this instanceof OneOf one) {
            return String.join(" | ", one.names());
        }
        if (this instanceof SlotOf slot) {
            return "a type name or an object with \"type\"";
        }
        if (this instanceof ListOf list) {
            return "list of " + list.element().describe();
        }
        if (this instanceof Maybe maybe) {
            return maybe.element().describe();
        }
        return "object";
    }
}
