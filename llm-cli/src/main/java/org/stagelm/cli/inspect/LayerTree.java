package org.stagelm.cli.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.stagelm.api.layer.Parameter;

/** The parts of a model as a tree, by the paths of its parameters; equal parts that follow each other stand once. */
final class LayerTree {

    private final String name;
    private final Map<String, LayerTree> parts = new LinkedHashMap<>();
    private String shape = "";
    private long elements;

    private LayerTree(String name) {
        this.name = name;
    }

    static LayerTree of(String name, List<Parameter> parameters) {
        LayerTree root = new LayerTree(name);
        parameters.stream().filter(Parameter::trainable).forEach(root::add);
        return root;
    }

    private void add(Parameter parameter) {
        LayerTree at = this;
        at.elements += parameter.elements();
        for (String part : parameter.path().split("\\.")) {
            at = at.parts.computeIfAbsent(part, LayerTree::new);
            at.elements += parameter.elements();
        }
        at.shape = Arrays.toString(parameter.shape());
    }

    String name() {
        return name;
    }

    long elements() {
        return elements;
    }

    /** A line for each part, indented. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        print(name, 1, "", lines);
        return lines;
    }

    private void print(String label, int times, String indent, List<String> lines) {
        String count = times == 1 ? String.format(Locale.ROOT, "%,d", elements) : String.format(Locale.ROOT, "%d × %,d", times, elements);
        lines.add(String.format(Locale.ROOT, "%-40s %-16s %s", indent + label, shape, count));
        List<LayerTree> all = List.copyOf(parts.values());
        for (int i = 0; i < all.size();) {
            int end = i + 1;
            while (end < all.size() && all.get(end).isLike(all.get(i))) {
                end++;
            }
            String range = end - i == 1 ? all.get(i).name : all.get(i).name + " … " + all.get(end - 1).name;
            all.get(i).print(range, end - i, indent + "  ", lines);
            i = end;
        }
    }

    /** True for another number of the same: only counted parts, such as blocks, are drawn together. */
    private boolean isLike(LayerTree other) {
        return name.matches("\\d+") && other.name.matches("\\d+") && form().equals(other.form());
    }

    private String form() {
        return shape + parts.values().stream().map(part -> part.name + part.form()).collect(Collectors.joining(",", "{", "}"));
    }
}
