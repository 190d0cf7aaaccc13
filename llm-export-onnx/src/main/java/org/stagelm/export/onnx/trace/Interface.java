package org.stagelm.export.onnx.trace;

import org.stagelm.api.tensor.DType;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.Shape;
import org.stagelm.export.onnx.graph.ValueInfo;
import org.stagelm.export.onnx.graph.ValueInfo.Size;

/** The sizes of inputs and outputs under the names that other tools expect. */
final class Interface {

    static final Dim BATCH = SymbolicDim.named("batch_size");
    static final Dim SEQUENCE = SymbolicDim.named("sequence_length");
    static final Dim PAST = SymbolicDim.named("past_sequence_length");
    static final Dim TOTAL = PAST.plus(SEQUENCE);

    private Interface() {}

    static ValueInfo info(String name, DType type, Shape shape) {
        return new ValueInfo(name, type, shape.dims().stream().map(Interface::size).toList());
    }

    private static Size size(Dim dim) {
        return dim.isFixed() ? new Size.Fixed(dim.value()) : new Size.Named(dim.equals(TOTAL) ? "total_sequence_length" : dim.toString());
    }
}
