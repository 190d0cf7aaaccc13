package org.stagelm.api.tensor;

/** An operation was given shapes that do not fit. The message names the operation, the shapes and the layer. */
public final class ShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    ShapeException(String operation, String why) {
        super(operation + LayerPath.suffix() + ": " + why);
    }
}
