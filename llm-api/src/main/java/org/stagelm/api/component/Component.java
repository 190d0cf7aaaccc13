package org.stagelm.api.component;

/**
 * A plugin: one class and one record, found by {@link java.util.ServiceLoader}. It implements the marker interface of its slot, such as
 * {@code NormComponent}, which fixes what it builds and in which context.
 *
 * @param <T> what it builds
 * @param <C> its settings: a record whose components are the JSON keys. Allowed are numbers, booleans, strings, enums, {@link Choice}s, other records,
 *     and lists, {@code Optional}s and {@code Optional} numbers of them. {@link Setting} gives each a description, unit and range. A record in a list
 *     or an {@code Optional} presets its keys in a static method {@code defaults()}.
 * @param <X> the context it builds in
 */
public interface Component<T, C extends Record, X extends BuildContext> {

    /** The name in JSON, kebab-case, such as {@code rms-norm}. It is written into files, so it stays for ever. */
    String type();

    /** The settings when nothing is given: class, defaults and schema in one. A key whose default is null must be given. */
    C defaults();

    /** Reports faults that a range cannot express. The settings themselves are complete and within their ranges here. */
    default void check(C settings, Dimensions dimensions, Problems problems) {}

    T create(C settings, X context);
}
