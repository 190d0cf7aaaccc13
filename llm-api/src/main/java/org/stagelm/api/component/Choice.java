package org.stagelm.api.component;

import java.util.Optional;

/**
 * A slot inside a settings record: which component fills it, and with which settings.
 *
 * @param <T> what the slot holds, such as {@code Norm}
 * @param type the component's type name
 * @param settings the component's settings; empty only in a default, where it stands for the component's own defaults
 */
public record Choice<T>(String type, Optional<Record> settings) {

    /** A component with its own default settings. */
    public static <T> Choice<T> of(String type) {
        return new Choice<>(type, Optional.empty());
    }

    public static <T> Choice<T> of(String type, Record settings) {
        return new Choice<>(type, Optional.of(settings));
    }
}
