package org.stagelm.api.training;

import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Component;

/** Plugins of the slot {@code optimizer}: how gradients change parameters. */
public interface OptimizerComponent<C extends Record> extends Component<Optimizer, C, BuildContext> {}
