/**
 * The tokenizers of SentencePiece (Kudo and Richardson 2018), such as Llama's and T5's, with its ids.
 *
 * <pre>
 * tokenizer.model ─ ModelFile (WireReader, Faults) ─▶ SentencePieceModel: Pieces, TrainerSpec, NormalizerSpec
 *                                                        │
 * text ─ TextNormalizer ─▶ text with marks for spaces ─ PieceEncoder ─▶ ids ─ PieceStream ─▶ text
 *          └─ ReplacementTable                            └─ subword: BPE by score, unigram
 *
 * documents ─ TrainingWords ─▶ words ─ PieceTrainer ─▶ SentencePieceModel ─ ModelWriter ─▶ tokenizer.model
 *                               GivenPieces ─┘  └─ PieceRules
 *
 * Normalization            what is replaced before all that, as a table (ReplacementTableBuilder)
 *
 * SentencePieceTokenizer   all of it together
 * SentencePieceJson        the same as tokenizer.json, for other programs
 * SentencePieceFiles       finds a tokenizer.model
 * SentencePieceComponent   the plugin
 * </pre>
 */
package org.stagelm.tokenizers.sentencepiece;
