/**
 * Byte-level byte-pair encoding, as GPT-2's (Sennrich et al. 2016; Radford et al. 2019).
 *
 * <pre>
 * text ─ PreTokenizer ─▶ pieces (about a word each) ─ PieceEncoder ─▶ ids
 *            │                                            ├── PieceCache     pieces met before, by PieceKey
 *            │                                            ├── WholePieces    pieces that are one token, by PieceKey
 *            │                                            └── BytePairs      TokenBytes, and ByteMerges: which pairs merge, and how early
 *            │                                                  ShortPiece, LongPiece     how a piece is merged that is new
 *            └── PreTokenization, by name or expression: RegexPreTokenizer, or Scanner
 *                  Beginnings, AsciiWord     what most pieces are, seen at a glance
 *                  PiecePattern              GPT-2's, cl100k's, o200k's, written by hand: any piece
 *
 * BytePairEncoder     lends each thread a PieceEncoder
 * RanksFile           tiktoken's ranks as a tokenizer: components gpt2 and tiktoken
 *
 * documents ─ SpecialCuts ─▶ parts ─ PieceCounter ─▶ PieceCounts ─ BytePairTrainer ─▶ merges
 *
 * ByteLevelAlphabet   bytes as the printable characters that tokenizer.json spells tokens with
 * ByteBpeTokenizer    the tokenizer; ByteBpeComponent, the plugin
 * </pre>
 */
package org.stagelm.tokenizers.bytebpe;
