/**
 * The arithmetic, on native memory, without gradients.
 *
 * <pre>
 * Elementwise, Sums, Norms, Softmaxes, Learning   own kernels: rows in parallel
 * Products ─▶ Gemm                                matrix products: blocks in parallel, each one call of OpenBLAS
 * AttentionKernel                                 both: heads in parallel
 * RotationKernel, LookUps
 * OtherTypes, OtherProducts, Maxima               what need not be fast: element by element, any type
 *      │ on
 * PendingSum   a sum (a residual, a product's bias) that an activation or a norm computes in its own pass
 * Walk      a way through operands of any strides, in pieces that fit the nearest cache
 * Workers   the engine's threads ─▶ Scratch: what each works in
 * Rows      the arithmetic of one piece: VectorRows with vector instructions, else plain loops (RowChoice)
 * </pre>
 *
 * <p>Results are new and belong to the caller, or are the sum that a gradient is added to; operands are only read.
 */
package org.stagelm.nd4j.kernel;
