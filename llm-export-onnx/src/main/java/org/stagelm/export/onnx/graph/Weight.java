package org.stagelm.export.onnx.graph;

import java.util.List;

/**
 * A parameter of the model.
 *
 * @param name of its value in the graph
 * @param parameter its path in the model
 * @param shape in the graph
 * @param transposed true where the graph has the transposed matrix
 */
record Weight(String name, String parameter, List<Long> shape, boolean transposed) {

    long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }
}
