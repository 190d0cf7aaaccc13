/**
 * {@code stagelm inspect}: looking into a model.
 *
 * <pre>
 * EngineModel ─▶ LayerTree                                      the parts, with shapes and counts
 *             ─ LookingPass ─▶ PipelineTables                   text → tokens → ids → vectors → vectors with positions
 *                           ─▶ AttentionMaps ─▶ picture, page   what each head looks at
 *             ─▶ WordVectors ─▶ VectorMap ─▶ picture            where words lie, and next to what
 *             ─▶ NextTokens ─▶ picture                          what may come next, before and after the samplers
 * </pre>
 *
 * <p>What a model computes on its way is seen through {@link org.stagelm.api.layer.PassObserver}: one pass without a cache, in which each attention
 * shows its queries and keys, and the weights are computed of them beside it. So the fast kernels, which never hold the weights, need not know.
 */
package org.stagelm.cli.inspect;
