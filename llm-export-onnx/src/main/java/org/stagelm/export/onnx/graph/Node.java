package org.stagelm.export.onnx.graph;

import java.util.List;

/**
 * One operation of a graph.
 *
 * @param name unique, such as {@code /model/layers.0/attn/q_proj/MatMul}
 * @param operator of ONNX's default domain, such as {@code MatMul}
 * @param output the name of the value it gives
 */
record Node(String name, String operator, List<String> inputs, String output, List<Attribute> attributes) {}
