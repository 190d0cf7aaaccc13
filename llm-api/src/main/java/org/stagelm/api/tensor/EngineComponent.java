package org.stagelm.api.tensor;

import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Component;

/** Plugins of the slot {@code backend}: engines that train and generate. */
public interface EngineComponent<C extends Record> extends Component<Engine, C, BuildContext> {

    /** Where {@code "backend": "auto"} has a choice, the loadable engine with the highest rank is taken. */
    int speedRank();
}
