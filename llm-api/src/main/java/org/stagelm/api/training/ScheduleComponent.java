package org.stagelm.api.training;

import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Component;

/** Plugins of the slot {@code schedule}: the learning rate over the run. */
public interface ScheduleComponent<C extends Record> extends Component<Schedule, C, BuildContext> {}
