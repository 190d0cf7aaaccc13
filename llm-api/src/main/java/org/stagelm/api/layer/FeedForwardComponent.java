package org.stagelm.api.layer;

import org.stagelm.api.component.Component;

/** Plugins of the slot {@code feedForward}: what each position computes alone. */
public interface FeedForwardComponent<C extends Record> extends Component<FeedForward, C, LayerContext> {}
