/**
 * Text files as documents.
 *
 * <pre>
 * TextCorpusComponent ─▶ TextFiles (which files a path means) ─▶ TextCorpus ─▶ DocumentReader (one file as documents)
 * </pre>
 */
package org.stagelm.tokenizers.corpus;
