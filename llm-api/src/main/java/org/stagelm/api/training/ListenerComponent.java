package org.stagelm.api.training;

import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Component;

/** Plugins of the slot {@code listener}: who is told what happens in a run. */
public interface ListenerComponent<C extends Record> extends Component<TrainingListener, C, BuildContext> {}
