package org.stagelm.api.layer;

import org.stagelm.api.component.Component;

/** Plugins of the slot {@code attention}: how positions see each other. */
public interface AttentionComponent<C extends Record> extends Component<Attention, C, LayerContext> {}
