/**
 * What all corpora made of files share.
 *
 * <pre>
 * CorpusFiles (which files a path means) ─▶ FileCorpus ─ for each file ─▶ DocumentSource ─▶ documents
 *                                                                              │
 *                                          PackedFile (gzip, zstd) ─▶ TextReader (UTF-8) ─▶ DocumentCheck ─▶ Tally, of what is left out
 * </pre>
 */
package org.stagelm.tokenizers.corpus.file;
