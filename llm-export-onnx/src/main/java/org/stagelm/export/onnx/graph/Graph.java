package org.stagelm.export.onnx.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph that grows node by node. Values are known by their names. A node that would compute what another computes already, and a constant that
 * exists, are not added again: what every layer needs, such as the causal mask, is computed once.
 */
public final class Graph {

    private final List<ValueInfo> inputs = new ArrayList<>();
    private final Map<String, ValueInfo> outputs = new LinkedHashMap<>(); // by the value they show
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Node, String> known = new HashMap<>(); // nodes without names and what they give
    private final Map<Constant, String> constants = new LinkedHashMap<>();
    private final Map<String, long[]> weights = new LinkedHashMap<>(); // shapes by parameter
    private final Set<String> usedWeights = new HashSet<>();
    private final Set<String> transposedWeights = new LinkedHashSet<>();
    private final Map<String, Integer> names = new HashMap<>();

    /** @return the name of the value */
    public String input(ValueInfo input) {
        inputs.add(input);
        return input.name();
    }

    /** Shows a value to the outside under a name of its own. */
    public void output(String value, ValueInfo output) {
        boolean free = nodes.stream().anyMatch(node -> node.output().equals(value)) && !outputs.containsKey(value);
        outputs.put(free ? value : add("/model", new Node("", "Identity", List.of(value), "", List.of())), output);
    }

    /**
     * Adds a node, if there is none like it.
     *
     * @param scope begins its name, such as {@code /model/layers.0/attn/q_proj}
     * @return the name of the value it gives
     */
    public String node(String scope, String operator, List<String> inputs, Attribute... attributes) {
        return known.computeIfAbsent(new Node("", operator, List.copyOf(inputs), "", List.of(attributes)), nameless -> add(scope, nameless));
    }

    private String add(String scope, Node nameless) {
        nameless.inputs().stream().filter(weights::containsKey).forEach(usedWeights::add);
        String name = unique(scope + "/" + nameless.operator());
        nodes.add(new Node(name, nameless.operator(), nameless.inputs(), name + "/output_0", nameless.attributes()));
        return name + "/output_0";
    }

    private String unique(String name) {
        int count = names.merge(name, 1, Integer::sum);
        return count == 1 ? name : unique(name + "_" + (count - 1));
    }

    /** INT64 of any shape. */
    public String integers(long[] values, long... shape) {
        return constant(Constant.of(values, shape));
    }

    /** FLOAT32 of any shape. */
    public String floats(float[] values, long... shape) {
        return constant(Constant.of(values, shape));
    }

    private String constant(Constant constant) {
        return constants.computeIfAbsent(constant, c -> unique(c.name()));
    }

    /**
     * Declares a parameter; it becomes part of the graph where a node uses it.
     *
     * @param parameter its path in the model
     * @return the name of its value
     */
    public String weight(String parameter, long... shape) {
        weights.put(parameter, shape.clone());
        return parameter;
    }

    public boolean isWeight(String value) {
        return weights.containsKey(value);
    }

    /** The value of a parameter's matrix with its axes swapped. It is stored that way, unless the graph uses the parameter as it is too. */
    public String transposed(String parameter) {
        transposedWeights.add(parameter);
        return transposedName(parameter);
    }

    private static String transposedName(String parameter) {
        return parameter + ".transposed";
    }

    // For the file

    List<ValueInfo> inputs() {
        return Collections.unmodifiableList(inputs);
    }

    List<ValueInfo> outputs() {
        return List.copyOf(outputs.values());
    }

    /** In an order in which each comes after those whose values it takes, the outputs' names in place. */
    List<Node> nodes() {
        List<Node> all = new ArrayList<>();
        transposedWeights.stream().filter(usedWeights::contains)
                .forEach(w -> all.add(new Node("/model/" + w + "/Transpose", "Transpose", List.of(w), transposedName(w),
                        List.of(Attribute.of("perm", new long[] {1, 0})))));
        nodes.stream().map(this::shown).forEach(all::add);
        return all;
    }

    private Node shown(Node node) {
        return new Node(node.name(), node.operator(), node.inputs().stream().map(this::shown).toList(), shown(node.output()), node.attributes());
    }

    private String shown(String value) {
        return outputs.containsKey(value) ? outputs.get(value).name() : value;
    }

    Map<Constant, String> constants() {
        return Collections.unmodifiableMap(constants);
    }

    /** Those in use, in the order of their declaration. */
    List<Weight> weights() {
        List<Weight> used = new ArrayList<>();
        weights.forEach((parameter, shape) -> {
            if (usedWeights.contains(parameter)) {
                used.add(new Weight(parameter, parameter, Arrays.stream(shape).boxed().toList(), false));
            } else if (transposedWeights.contains(parameter)) {
                used.add(new Weight(transposedName(parameter), parameter, List.of(shape[1], shape[0]), true));
            }
        });
        return used;
    }
}
