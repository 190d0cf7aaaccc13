package org.stagelm.export.onnx.graph;

import java.util.Arrays;
import java.util.List;
import org.stagelm.api.tensor.DType;

/** A setting of a node. */
public sealed interface Attribute {

    String name();

    record Whole(String name, long value) implements Attribute {}

    record Real(String name, float value) implements Attribute {}

    record Wholes(String name, List<Long> values) implements Attribute {}

    static Attribute of(String name, long value) {
        return new Whole(name, value);
    }

    static Attribute of(String name, float value) {
        return new Real(name, value);
    }

    /** An element type, which the format stores as a number. */
    static Attribute of(String name, DType type) {
        return new Whole(name, ProtoGraph.number(type));
    }

    static Attribute of(String name, long[] values) {
        return new Wholes(name, Arrays.stream(values).boxed().toList());
    }
}
