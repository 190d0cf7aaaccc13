package org.stagelm.api.layer;

import org.stagelm.api.component.Component;

/** Plugins of the slot {@code model}: whole architectures. Their settings implement {@link org.stagelm.api.component.DimensionSettings}. */
public interface ModelComponent<C extends Record> extends Component<LanguageModel, C, LayerContext> {}
