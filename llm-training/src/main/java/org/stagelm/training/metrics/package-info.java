/**
 * The figures of a run, line by line: {@code TrainingListener} events ─▶ {@link org.stagelm.training.metrics.RunMetrics} ─▶
 * {@link org.stagelm.training.metrics.JsonLines} ─▶ metrics.jsonl, samples.jsonl. A resumed run first cuts off what was written after its checkpoint.
 */
package org.stagelm.training.metrics;
