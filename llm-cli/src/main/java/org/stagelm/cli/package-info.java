/**
 * The {@code stagelm} command.
 *
 * <pre>
 * Main ─▶ TrainCommand, GenerateCommand, ExportCommand   work, through the experiment module
 *      ├▶ data                                           prepares token shards, and shows what is in them
 *      ├▶ tokenizer                                      tokenizers on their own
 *      ├▶ ComponentsCommand, SchemaCommand               what is there
 *      └▶ bench                                          how fast it is
 *
 * output   where results and progress go
 * </pre>
 *
 * <p>A user's mistake prints one message and exits with 2; {@code --debug} adds the stack trace.
 */
package org.stagelm.cli;
