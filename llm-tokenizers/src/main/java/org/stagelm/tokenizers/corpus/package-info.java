/**
 * Text as documents: the components of the slot {@code corpus}.
 *
 * <pre>
 * file     which files a path means, unpacked and decoded; one after the other as a corpus
 *   ▲ ▲
 *   │ └─ text      whole files, or files cut at a separator
 *   └─── records   a field of JSON lines, of a JSON array, of CSV and TSV (Parquet is a plugin: llm-corpus-parquet)
 * mix      corpora made of corpora: mixed by weight, or rid of duplicates
 * </pre>
 *
 * <p>Nothing here holds more of the text than a document and some blocks. What is left out is counted, by reason, and logged once.
 */
package org.stagelm.tokenizers.corpus;
