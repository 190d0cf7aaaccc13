package org.stagelm.api.layer;

import org.stagelm.api.component.Component;

/** Plugins of the slot {@code activation}: elementwise functions. */
public interface ActivationComponent<C extends Record> extends Component<Activation, C, LayerContext> {}
