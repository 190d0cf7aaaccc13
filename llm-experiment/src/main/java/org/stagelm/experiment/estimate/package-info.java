/**
 * What an experiment will cost, before anything is allocated: a model's parameters are declared, not made, so they can be counted.
 *
 * <pre>
 * LanguageModel ─▶ ModelCost ─ FLOPs per token ─┐
 *                            ─ TrainingMemory   ├─▶ what "stagelm estimate" prints
 *                            ─ DecodingMemory   │
 * ProductSpeed: FLOPs per second, measured ─────┘
 * </pre>
 */
package org.stagelm.experiment.estimate;
