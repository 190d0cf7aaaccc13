/**
 * What a model is made of.
 *
 * <pre>
 * LanguageModel ─ ids ─▶ embedding, Position ─▶ Block × layers ─▶ Norm ─▶ head ─▶ logits
 *                                                 │
 *                                                 ├── Norm, Attention
 *                                                 └── Norm, FeedForward ── Activation
 * </pre>
 *
 * <p>A layer declares its parameters when it is built and computes in {@code forward}; both know nothing of the engine. Each slot has an abstract class
 * with a final method that others call and a {@code forward} to write, and a component interface to register it.
 */
package org.stagelm.api.layer;
