package org.stagelm.core.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.stagelm.api.component.Setting;

/** The keys of a settings record, and how to take one apart and put one together. */
public record RecordShape(Class<? extends Record> type, List<Key> keys) {

    /** One key. */
    public record Key(String name, SettingType type, Optional<Setting> setting, Method accessor) {}

    public static RecordShape of(Class<? extends Record> type) {
        return new RecordShape(type, Arrays.stream(type.getRecordComponents()).map(component -> key(type, component)).toList());
    }

    /**
     * What a record presets that no default of its owner's holds, as in a list: what its static method {@code defaults()} says.
     *
     * @throws IllegalArgumentException where it has none
     */
    static Record defaults(Class<? extends Record> type) {
        try {
            Method defaults = type.getDeclaredMethod("defaults");
            defaults.setAccessible(true);
            return (Record) defaults.invoke(null);
        } catch (ReflectiveOperationException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException("settings record " + type.getName() + " needs a default: a static method defaults()", e);
        }
    }

    private static Key key(Class<? extends Record> type, RecordComponent component) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        try {
            return new Key(component.getName(), SettingType.of(component.getGenericType()),
                    Optional.ofNullable(component.getAnnotation(Setting.class)), accessor);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(type.getName() + "." + component.getName() + ": " + e.getMessage(), e);
        }
    }

    Object value(Record record, Key key) {
        try {
            return key.accessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + "." + key.name() + " cannot be read", e);
        }
    }

    /** @throws IllegalArgumentException with the record's own message where its constructor refuses the values */
    Record create(Object[] values) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray(Class<?>[]::new);
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " cannot be created", e);
        }
    }
}
