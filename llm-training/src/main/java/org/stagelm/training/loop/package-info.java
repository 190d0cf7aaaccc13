/**
 * The training loop.
 *
 * <pre>
 * Trainer ── opens what a run needs, goes on from a checkpoint, writes the report
 *    │
 * TrainingLoop ── step after step: when to evaluate, sample, save
 *    ├── TrainingStep      batches ─▶ loss ─▶ gradients ─▶ clip ─▶ schedule ─▶ optimizer
 *    ├── ValidationLoss    the mean loss over the validation part
 *    ├── NonFiniteSearch   where the first NaN came from, once there is one
 *    └── listeners         metrics, progress, the user's own
 * </pre>
 *
 * <p>A run is a function of its config and seed: batch n depends on n, dropout on (seed, step, micro-step), and the first values of the parameters on
 * the seed. So a run that goes on from a checkpoint repeats, on an engine that computes reproducibly, the unbroken one bit for bit.
 */
package org.stagelm.training.loop;
