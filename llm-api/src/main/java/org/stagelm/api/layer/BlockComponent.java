package org.stagelm.api.layer;

import org.stagelm.api.component.Component;

/** Plugins of the slot {@code block}: how norm, attention and feed-forward are joined. */
public interface BlockComponent<C extends Record> extends Component<BlockFactory, C, LayerContext> {}
