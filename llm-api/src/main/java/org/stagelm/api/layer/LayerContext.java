package org.stagelm.api.layer;

import java.util.List;
import java.util.OptionalInt;
import org.stagelm.api.component.BuildContext;
import org.stagelm.api.component.Choice;
import org.stagelm.api.component.Dimensions;

/** What a part of a model may use while it is created. */
public interface LayerContext extends BuildContext {

    /** The path of the layer being built. */
    String path();

    Dimensions dimensions();

    /** The context of a part below this one: {@code child("layers").child("3")} has the path {@code layers.3}. */
    LayerContext child(String name);

    /** This context for parts of another width than the residual stream's, such as the norm of a head. */
    LayerContext ofWidth(int width);

    /** The number of the block that is being built, from 0; empty outside of the blocks. */
    OptionalInt layer();

    /** The context of a part below this one that is block {@code number}. */
    LayerContext block(int number);

    /** This context with the initialization that parameters declared from here on, and below, follow. A model chooses it first. */
    LayerContext initializedBy(Initialization initialization);

    /** Creates what fills a slot as a part of its own below this one. */
    default <T> T make(String name, Choice<T> choice) {
        return child(name).make(choice);
    }

    /** Declares a parameter with the initializer that the model's initialization has for its role. */
    Parameter parameter(String name, Role role, long... shape);

    /** Declares a parameter with an initializer of its own. */
    Parameter parameter(String name, Role role, Initializer initializer, long... shape);

    /**
     * Declares a projection. All projections are made here, so that low-rank adapters and quantised weights can take their place.
     *
     * @param role {@link Role#MATRIX}, {@link Role#RESIDUAL_MATRIX} or {@link Role#HEAD}
     */
    Linear linear(String name, Role role, int in, int out, boolean bias);

    /** The parameters declared so far below this path. */
    List<Parameter> parameters();
}
