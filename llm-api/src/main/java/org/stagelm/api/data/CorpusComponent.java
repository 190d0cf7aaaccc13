package org.stagelm.api.data;

import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Component;

/** Plugins of the slot {@code corpus}: where the text comes from. */
public interface CorpusComponent<C extends Record> extends Component<Corpus, C, BuildContext> {}
