package org.stagelm.api.layer;

import org.stagelm.api.component.Component;

/** Plugins of the slot {@code norm}: how activations are normalised. */
public interface NormComponent<C extends Record> extends Component<Norm, C, LayerContext> {}
