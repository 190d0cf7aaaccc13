package org.stagelm.api.layer;

import org.stagelm.api.component.Dimensions;

/** Chooses the initializer of each parameter by its role. */
@FunctionalInterface
public interface Initialization {

    Initializer initializer(Role role, Dimensions dimensions, long... shape);
}
