/**
 * The {@code stagelm} command.
 *
 * <pre>
 * Main ─▶ TrainCommand, GenerateCommand, ExportCommand, BenchCommand   work, through the experiment module
 *      └▶ ComponentsCommand, SchemaCommand                             what is there
 * </pre>
 *
 * <p>A user's mistake prints one message and exits with 2; {@code --debug} adds the stack trace.
 */
package org.stagelm.cli;
