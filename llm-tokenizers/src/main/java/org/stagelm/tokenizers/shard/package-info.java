/**
 * Token ids on disk.
 *
 * <pre>
 * Corpus + Tokenizer ─ DataPreparation ─▶ train.tokens, validation.tokens
 *                        ├── CorpusSurvey    first pass: what the documents are, and how they are split (DocumentSplit)
 *                        └── TokenShardWriter   second pass, streaming; ShardHeader is what it puts in front
 * TokenShard  reads such a file through memory mapping (MappedFile)
 * </pre>
 */
package org.stagelm.tokenizers.shard;
