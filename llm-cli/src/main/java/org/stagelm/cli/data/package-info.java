/**
 * {@code stagelm data}: token shards.
 *
 * <pre>
 * DataCommand ─▶ DataPrepareCommand   makes them of a config's corpus
 *             └▶ DataInspectCommand   shows what is in them: ShardFacts, Windows
 * </pre>
 */
package org.stagelm.cli.data;
