/**
 * The corpus {@code parquet}: one column of Parquet files is the text.
 *
 * <pre>
 * CorpusFiles ─▶ FileCorpus ─ for each file ─▶ ParquetFile (is it one, which column, Decompressors) ─▶ ParquetDocuments ─▶ documents
 * </pre>
 *
 * <p>A module of its own, since the library that reads the format is larger than all of llm-tokenizers.
 */
package org.stagelm.parquet;
