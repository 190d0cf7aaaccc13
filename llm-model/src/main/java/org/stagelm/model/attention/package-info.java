/**
 * How a token knows where it stands, and how it sees the tokens before it.
 *
 * <pre>
 * Position: NoPosition, LearnedPosition (adds to the embeddings), RotaryPosition (turns queries and keys)
 *
 * Attention
 *    └── ProjectedAttention   q, k, v projections ─▶ heads ─▶ Attend ─▶ o projection; hooks for what another kind does differently
 *          ├── MultiHeadAttention      each query head has keys of its own
 *          └── GroupedQueryAttention   several query heads share keys
 * </pre>
 *
 * <p>Comments give shapes with B rows, T positions of this pass, H query heads of size D.
 */
package org.stagelm.model.attention;
