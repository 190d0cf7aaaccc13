package org.stagelm.api.layer;

import org.stagelm.api.component.Component;

/** Plugins of the slot {@code initialization}: the first values of the parameters. */
public interface InitializationComponent<C extends Record> extends Component<Initialization, C, LayerContext> {}
