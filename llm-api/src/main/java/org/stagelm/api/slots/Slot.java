package org.stagelm.api.slots;

import org.stagelm.api.component.Component;

/**
 * A place that plugins fill.
 *
 * @param name in JSON and on the command line
 * @param product what its components build; no two slots share one
 * @param service the ServiceLoader service
 * @param <T> the product
 */
public record Slot<T>(String name, Class<T> product, Class<? extends Component<?, ?, ?>> service) {}
