package org.stagelm.api.data;

import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Component;

/** Plugins of the slot {@code loader}: how token ids are cut into batches. */
public interface BatchLoaderComponent<C extends Record> extends Component<BatchLoaderFactory, C, BuildContext> {}
