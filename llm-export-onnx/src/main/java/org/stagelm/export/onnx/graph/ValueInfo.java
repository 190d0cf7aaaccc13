package org.stagelm.export.onnx.graph;

import java.util.List;
import org.stagelm.api.tensor.DType;

/** An input or output of a graph. */
public record ValueInfo(String name, DType type, List<Size> sizes) {

    public ValueInfo {
        sizes = List.copyOf(sizes);
    }

    /** A size that is a number, or has a name and may differ from run to run. */
    public sealed interface Size {

        record Fixed(long value) implements Size {}

        record Named(String name) implements Size {}
    }
}
