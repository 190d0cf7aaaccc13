/**
 * The models that Hugging Face's {@code tokenizer.json} names, as running code: pieces of text to ids.
 *
 * <pre>
 * SubwordModel
 *   ├── BpeModel         WordMerge merges a word's symbols by a PairTable
 *   ├── UnigramModel     the best path over a trie of tokens
 *   ├── WordPieceModel   the longest token first
 *   └── WordLevelModel   a token per piece
 *
 * ScoreRanks   scores as places in BPE's order
 * ByteTokens   characters without a token as bytes
 * WordCache    words met before, bounded
 * WordMark     where a text without spaces left may be cut
 * </pre>
 */
package org.stagelm.tokenizers.subword;
