/**
 * Data on its way to a model.
 *
 * <pre>
 * corpus      where text comes from: documents
 *    │
 * character, word, wordbpe, bytebpe, pipeline, sentencepiece    text to token ids and back
 *    │        ├── learning   merges learned from words
 *    │        ├── subword    the models inside a pipeline
 *    │        └── json       the tokenizer.json all are saved as, Hugging Face's format
 *    │
 * shard       token ids in memory-mapped files, split into training and validation
 *    │
 * loader      windows of ids as batches
 *
 * subword     the models of Hugging Face's tokenizers and of SentencePiece: unigram, BPE over characters, WordPiece, WordLevel
 *
 * text        Unicode, as the tokenizers see it
 * </pre>
 *
 * <p>{@link org.stagelm.tokenizers.TokenizerFiles} opens whatever tokenizer a folder holds.
 */
package org.stagelm.tokenizers;
