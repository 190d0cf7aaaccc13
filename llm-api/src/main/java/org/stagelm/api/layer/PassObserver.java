package org.stagelm.api.layer;

import org.stagelm.api.tensor.Attend;
import org.stagelm.api.tensor.Tensor;

/** Looks on while a model computes, so that people may see what it does. What it is shown belongs to the model's scopes: it reads it at once. */
public interface PassObserver {

    /** A model has embedded its tokens, before anything is said of their places: [B, T, width]. */
    default void embedded(Tensor x) {}

    /** The same, with what the position has added. */
    default void positioned(Tensor x) {}

    /**
     * An attention is about to be computed; {@link Attend#weights()} gives its matrices.
     *
     * @param path of the attention
     */
    default void attending(String path, Attend attend) {}
}
