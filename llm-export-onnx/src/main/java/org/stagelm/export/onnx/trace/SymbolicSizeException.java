package org.stagelm.export.onnx.trace;

import org.stagelm.api.tensor.Dim;

/** A layer asked for the number behind a size that a graph leaves open. */
final class SymbolicSizeException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    SymbolicSizeException(Dim size, String layer) {
        super(NodeNames.layer(layer) + " asks for the value of " + size
                + ", which a graph leaves open: compute with the size itself (Dim.plus, Dim.times)");
    }
}
