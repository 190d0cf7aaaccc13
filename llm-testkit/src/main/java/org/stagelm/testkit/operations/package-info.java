/**
 * A catalogue of small runs of every tensor operation. A case is a name, random operands and the operation; whoever runs it decides on which backend,
 * and what to compare: the {@linkplain org.stagelm.testkit.contract engine contract} compares values and gradients with the reference engine, a
 * test of a tracer can run the graph it gets.
 *
 * <pre>
 * OperationCases.all()
 *    ├── ElementwiseCases   unary, binary, comparison, where, cast
 *    ├── ArrayCases         reductions, products, moving elements, look-up
 *    ├── FusedCases         activations, softmax, norms, cross-entropy, rotation
 *    └── AttentionCases     attend
 * each an OperationCase of Operands, and once more on permuted and sliced operands
 * </pre>
 */
package org.stagelm.testkit.operations;
