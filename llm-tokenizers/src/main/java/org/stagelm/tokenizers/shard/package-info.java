/**
 * Token ids on disk.
 *
 * <pre>
 * Corpus + Tokenizer ─ DataPreparation ─▶ train.tokens, validation.tokens
 *                        ├── ShardPair           one pass over the documents; CorpusContent is what it met
 *                        │     └── ParallelEncoding   on all cores, in order: DocumentEncoder, DocumentSplit
 *                        └── TokenShardWriter    streams ids; DocumentIndex keeps where documents begin, ShardHeader comes in front
 * TokenShard  reads such a file through memory mapping (MappedFile)
 * </pre>
 */
package org.stagelm.tokenizers.shard;
