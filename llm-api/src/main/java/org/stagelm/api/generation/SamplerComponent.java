package org.stagelm.api.generation;

import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Component;

/** Plugins of the slot {@code sampler}: a link of the chain that turns logits into a choice. */
public interface SamplerComponent<C extends Record> extends Component<Sampler, C, BuildContext> {}
