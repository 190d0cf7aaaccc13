package org.stagelm.api.training;

import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Component;

/** Plugins of the slot {@code objective}: what a model learns. */
public interface ObjectiveComponent<C extends Record> extends Component<Objective, C, BuildContext> {}
