package org.stagelm.api.layer;

import org.stagelm.api.component.Component;

/** Plugins of the slot {@code position}: how a model knows where a token stands. */
public interface PositionComponent<C extends Record> extends Component<Position, C, LayerContext> {}
