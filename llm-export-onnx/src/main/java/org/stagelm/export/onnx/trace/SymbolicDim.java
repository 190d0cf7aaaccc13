package org.stagelm.export.onnx.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.stagelm.api.tensor.Dim;
import org.stagelm.api.tensor.LayerPath;

/**
 * A size that is not known before the graph runs: a sum of products of named sizes, such as {@code past_sequence_length + sequence_length}. Two that
 * are computed in different order are equal.
 */
final class SymbolicDim implements Dim {

    /** For each product, its names in order separated by a space (none: the number 1), how often it counts; never 0. */
    private final SortedMap<String, Long> terms;

    private SymbolicDim(SortedMap<String, Long> terms) {
        this.terms = Collections.unmodifiableSortedMap(terms);
    }

    static SymbolicDim named(String name) {
        return new SymbolicDim(new TreeMap<>(Map.of(name, 1L)));
    }

    @Override
    public Dim plus(Dim other) {
        SortedMap<String, Long> sum = new TreeMap<>(terms);
        termsOf(other).forEach((product, count) -> sum.merge(product, count, Math::addExact));
        return of(sum);
    }

    @Override
    public Dim times(Dim other) {
        SortedMap<String, Long> to = new TreeMap<>();
        terms.forEach((a, countA) -> termsOf(other).forEach((b, countB) ->
                to.merge(product(a, b), Math.multiplyExact(countA, countB), Math::addExact)));
        return of(to);
    }

    private static String product(String a, String b) {
        List<String> names = new ArrayList<>(names(a));
        names.addAll(names(b));
        Collections.sort(names);
        return String.join(" ", names);
    }

    private static Dim of(SortedMap<String, Long> terms) {
        terms.values().removeIf(count -> count == 0);
        boolean fixed = terms.isEmpty() || terms.size() == 1 && terms.containsKey("");
        return fixed ? Dim.of(terms.getOrDefault("", 0L)) : new SymbolicDim(terms);
    }

    private static Map<String, Long> termsOf(Dim dim) {
        return dim instanceof SymbolicDim symbolic ? symbolic.terms : Map.of("", dim.value());
    }

    /** The sum's products, each with how often it counts; the product of no names is 1. */
    Map<List<String>, Long> products() {
        Map<List<String>, Long> products = new LinkedHashMap<>();
        terms.forEach((product, count) -> products.put(names(product), count));
        return products;
    }

    private static List<String> names(String product) {
        return product.isEmpty() ? List.of() : List.of(product.split(" "));
    }

    @Override
    public boolean isFixed() {
        return false;
    }

    @Override
    public long value() {
        throw new SymbolicSizeException(this, LayerPath.current());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SymbolicDim dim && dim.terms.equals(terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    @Override
    public String toString() {
        return terms.entrySet().stream().map(term -> shown(term.getKey(), term.getValue())).collect(Collectors.joining(" + "));
    }

    private static String shown(String product, long count) {
        String number = Long.toString(count);
        return product.isEmpty() ? number : (count == 1 ? "" : number + " · ") + product.replace(" ", " · ");
    }
}
