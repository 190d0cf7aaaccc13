package org.stagelm.export.onnx.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.stagelm.api.tensor.Dim;
import org.stagelm.export.onnx.graph.Attribute;
import org.stagelm.export.onnx.graph.Graph;

/** Sizes as values of a graph. */
final class Sizes {

    private final Graph graph;
    private final Map<Dim, Supplier<String>> sources = new HashMap<>();

    Sizes(Graph graph) {
        this.graph = graph;
    }

    /** The size is that of a value along an axis. */
    void know(Dim size, String value, long axis) {
        sources.put(size, () -> axis(value, axis));
    }

    /** The size is the difference of two others. */
    void knowDifference(Dim size, Dim whole, Dim part) {
        sources.put(size, () -> node("Sub", vector(whole), vector(part)));
    }

    private String axis(String value, long axis) {
        return graph.node(NodeNames.scope(), "Shape", List.of(value), Attribute.of("start", axis), Attribute.of("end", axis + 1));
    }

    /** INT64 [1]. */
    String vector(Dim size) {
        if (size.isFixed()) {
            return graph.integers(new long[] {size.value()}, 1);
        }
        Supplier<String> source = sources.get(size);
        return source != null ? source.get() : sum((SymbolicDim) size);
    }

    private String sum(SymbolicDim size) {
        return size.products().entrySet().stream()
                .map(term -> product(term.getKey(), term.getValue()))
                .reduce((a, b) -> node("Add", a, b))
                .orElseThrow();
    }

    private String product(List<String> names, long count) {
        String number = graph.integers(new long[] {count}, 1);
        return names.stream().map(this::named).reduce((a, b) -> node("Mul", a, b)).map(p -> count == 1 ? p : node("Mul", p, number)).orElse(number);
    }

    private String named(String name) {
        Supplier<String> source = sources.get(SymbolicDim.named(name));
        if (source == null) {
            throw new IllegalStateException("nothing in the graph says how large " + name + " is");
        }
        return source.get();
    }

    /** INT64 scalar. */
    String scalar(Dim size) {
        return size.isFixed() ? graph.integers(new long[] {size.value()}) : node("Squeeze", vector(size), graph.integers(new long[] {0}, 1));
    }

    /** INT64 [rank]; these sizes, one after the other. */
    String vector(List<Dim> sizes) {
        if (sizes.stream().allMatch(Dim::isFixed)) {
            return graph.integers(sizes.stream().mapToLong(Dim::value).toArray(), sizes.size());
        }
        return graph.node(NodeNames.scope(), "Concat", sizes.stream().map(this::vector).toList(), Attribute.of("axis", 0));
    }

    private String node(String operator, String a, String b) {
        return graph.node(NodeNames.scope(), operator, List.of(a, b));
    }
}
