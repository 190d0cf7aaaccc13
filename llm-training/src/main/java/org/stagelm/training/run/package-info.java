/**
 * The folder one run writes.
 *
 * <pre>
 * RUN/config.json         the resolved config
 *     metrics.jsonl       one line for each step and each evaluation
 *     samples.jsonl       texts the model wrote on the way
 *     checkpoints/        step-000500, …: whole model folders with the training state
 *     plots/loss.png
 *     report.html
 *     run.lock            held by the process that writes
 * </pre>
 *
 * <p>{@link org.stagelm.training.run.RunFiles} names the files, for readers too; {@link org.stagelm.training.run.RunFolder} is the right to write.
 */
package org.stagelm.training.run;
