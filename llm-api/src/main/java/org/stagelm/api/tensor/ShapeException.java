package org.stagelm.api.tensor;

/** An operation was given shapes that do not fit. The message names the operation, the shapes and the layer. */
public final class ShapeException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param why the shapes and what is wrong with them; the layer's path is added */
    public ShapeException(String operation, String why) {
        super(operation + LayerPath.suffix() + ": " + why);
    }
}
