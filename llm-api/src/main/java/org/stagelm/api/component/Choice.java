package org.stagelm.api.component;

import java.util.Optional;

/**
 * A slot inside a settings record: which component fills it, and with which settings.
 *
 * <p>In a default, {@code settings} and {@code product} are empty: reading a config fills them, all the way down.
 *
 * @param <T> what the slot holds, such as {@code Norm}
 * @param type the component's type name
 * @param settings the component's settings; empty stands for its own defaults
 * @param product what the slot holds, which tells slots apart that have components of one name
 */
public record Choice<T>(String type, Optional<Record> settings, Optional<Class<T>> product) {

    /** A component with its own default settings. */
    public static <T> Choice<T> of(String type) {
        return new Choice<>(type, Optional.empty(), Optional.empty());
    }

    public static <T> Choice<T> of(String type, Record settings) {
        return new Choice<>(type, Optional.of(settings), Optional.empty());
    }
}
