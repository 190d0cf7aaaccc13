/**
 * The reference engine: says, in plain Java and double precision, what every tensor operation means. It is slow on purpose and needs no native code,
 * so small models can be built, trained and tested on it anywhere.
 *
 * <pre>
 * ReferenceEngine   to and from the host, variables, gradients, state
 *    │ extends
 * Primitives        each operation: its value, and for each input the gradient it passes back
 *    │ uses
 *    ├── Elements   the numbers of a tensor          Functions   f(x) and f′(x), f(a, b) and its two derivatives
 *    ├── Indices    which input element a result element comes from (views, broadcasting, look-up)
 *    └── Products   matrix products
 * Value             what stands behind a Tensor: elements, alive or freed
 * Work              per thread: open scopes (ReferenceScope) and the Tape of the open recording (ReferenceRecording)
 * </pre>
 *
 * <p>The fused operations are not here: the default bodies of {@link org.stagelm.api.tensor.Backend} define them, and running them here tests them.
 */
package org.stagelm.testkit.reference;
