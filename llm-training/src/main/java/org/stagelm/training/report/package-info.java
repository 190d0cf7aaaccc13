/**
 * What a person looks at after a run: metrics.jsonl ─▶ {@code LossHistory} ─▶ {@code LossPlot} (plots/loss.png) ─▶
 * {@link org.stagelm.training.report.RunReport} (report.html). All is made from the run folder alone, so it can be made again at any time.
 */
package org.stagelm.training.report;
