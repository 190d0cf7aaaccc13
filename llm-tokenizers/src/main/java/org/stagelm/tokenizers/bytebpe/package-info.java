/**
 * Byte-level byte-pair encoding, as GPT-2's (Sennrich et al. 2016; Radford et al. 2019).
 *
 * <pre>
 * text ─ PreTokenizer ─▶ pieces (about a word each) ─ BytePairEncoder ─▶ ids
 *                                                       ├── MergeTable     which pairs merge, and how early
 *                                                       ├── PieceCache     pieces met before
 *                                                       └── LongPiece      pieces without a place to cut
 *
 * documents ─ SpecialCuts ─▶ parts ─ PieceCounter ─▶ PieceCounts ─ BytePairTrainer ─▶ merges
 *
 * ByteLevelAlphabet   bytes as the printable characters that tokenizer.json spells tokens with
 * ByteBpeTokenizer    the tokenizer; ByteBpeComponent, the plugin
 * </pre>
 */
package org.stagelm.tokenizers.bytebpe;
