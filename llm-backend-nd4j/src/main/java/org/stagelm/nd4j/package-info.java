/**
 * The engine on ND4J: its native memory and its BLAS, with kernels and an autograd tape of StageLM's own, since ND4J's operations cost 10 to 30
 * microseconds each, allocate their results and are not fused.
 *
 * <pre>
 * Nd4jPlugin ─▶ Nd4jEngine         upload, read, variables, recordings, learning
 *                  │ extends
 *               FusedOperations    linear, norms, losses, attend: one kernel each way
 *                  │ extends
 *               ArrayOperations ─▶ ElementwiseOperations ─▶ Operations: the primitives
 *                  │ each call is an
 *               Operation          checks its inputs, gives the result to the scope, notes the way back on the tape
 *
 * Value          elements behind a tensor, and their owner; Variable has a gradient too. A sum may wait as a PendingSum until it is read:
 *                an activation or a norm then computes it on its way, anything else first of all
 * EngineThread   each thread's open scopes and tape ─▶ EngineScope, EngineRecording
 * Host           elements to and from Java
 * CacheSlot      memory that grows from pass to pass
 *
 * library        loads ND4J                    memory   native memory that is reused
 * kernel         the arithmetic                tape     reverse-mode differentiation
 * </pre>
 */
package org.stagelm.nd4j;
