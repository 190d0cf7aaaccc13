/**
 * The composition root: an experiment built from its JSON, and the way in for users of the library.
 *
 * <pre>
 * config.json ─ Experiment ─▶ ExperimentSettings ─ ExperimentModule (Guice) ─▶ Trainer ─▶ run folder
 *                                                                       ▲
 *               Experiment ─ DataFolder ─▶ tokenizer and token shards ─┘ where the config names them
 * run or model folder ─ TextModel ─▶ text
 * any of these ─ SavedTokenizer ─▶ tokenizer
 * </pre>
 */
package org.stagelm.experiment;
