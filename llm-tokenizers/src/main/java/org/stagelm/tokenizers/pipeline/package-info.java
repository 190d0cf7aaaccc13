/**
 * A {@code tokenizer.json} of Hugging Face's library as running code, for files that no tokenizer made here has written.
 *
 * <pre>
 * PipelineTokenizer
 *   text
 *     │  AddedTokens     tokens found in the text as it is
 *     │  Normalization   BertNormalization, CharacterMap
 *     │  AddedTokens     tokens found in the normalised text
 *     │  Cutting         pieces, by Occurrences of patterns and Separators
 *     │  Models          subword models, or the fast byte-level BPE, which cuts by itself
 *     │  Frame           around prompts
 *   ids
 *     │  Decoding        a chain of TokenSinks: WholeTokens, SpelledBytes, ByteRuns, MarkedWordEnds, StrippedEnds, Fusion, TextSink
 *   text
 * </pre>
 */
package org.stagelm.tokenizers.pipeline;
