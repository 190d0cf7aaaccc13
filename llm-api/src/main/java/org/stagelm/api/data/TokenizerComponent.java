package org.stagelm.api.data;

import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Component;

/** Plugins of the slot {@code tokenizer}: how text becomes token ids. */
public interface TokenizerComponent<C extends Record> extends Component<TokenizerFactory, C, BuildContext> {}
