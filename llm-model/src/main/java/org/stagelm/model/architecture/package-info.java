/**
 * The decoder and what it is built of.
 *
 * <pre>
 * Decoder   ids ─▶ Embedding ─▶ position ─▶ block × layers ─▶ norm ─▶ head ─▶ logits
 *                                             │
 *                            ResidualBlock ───┤  joins the parts that the decoder names:
 *                                             ├── norm         LayerNorm, RmsNorm
 *                                             ├── attention    (package attention)
 *                                             └── feedForward  Mlp, SwiGlu ── activation: Relu, Gelu, GeluTanh, Silu
 *
 * Gpt2Initialization   the first values of all parameters
 * DecoderLayout        how other libraries lay such a decoder out in a folder (found by ServiceLoader; see package huggingface)
 * </pre>
 *
 * <p>Comments give shapes with B rows and T positions of this pass.
 */
package org.stagelm.model.architecture;
