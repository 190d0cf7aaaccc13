/**
 * An ONNX graph in memory, and how it becomes files.
 *
 * <pre>
 * Graph                 inputs, nodes, constants, weights, outputs; equal nodes and equal constants exist once
 *   ├── Node, Attribute    an operation
 *   ├── ValueInfo          an input or output: its name, type and sizes, some of them symbolic
 *   ├── Constant           a few numbers, kept in the graph
 *   └── Weight             a parameter, of which the graph keeps the name and the shape
 *
 * Graph ─ GraphFile ─▶ model.onnx        the graph as protobuf (ProtoGraph)
 *                   ─▶ model.onnx_data   the weights, written one at a time (WeightFile)
 * </pre>
 *
 * <p>Nothing here knows of tensors or layers.
 */
package org.stagelm.export.onnx.graph;
