/**
 * The backend that writes operations down instead of computing them.
 *
 * <pre>
 * ModelTrace           runs a model once on the tracer: parameters are weights, ids and cache are inputs, logits and cache outputs
 *   │
 *   ▼
 * Tracer (Backend)     each operation adds nodes to the graph; a Tensor's handle is the name of a value (TracedValue)
 *   ├── NodeNames      node names from layer paths
 *   ├── SymbolicDim    sizes that differ from run to run: sums of products of named sizes
 *   └── Sizes          such a size as a value of the graph, where an operation needs it
 *
 * TracedCache          past inputs and present outputs in place of memory
 * </pre>
 *
 * <p>An operation of the tensor contract that is not overridden here goes into the graph as the primitives of its default body.
 */
package org.stagelm.export.onnx.trace;
