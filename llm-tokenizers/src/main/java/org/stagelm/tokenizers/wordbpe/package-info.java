/**
 * Byte-pair encoding of words, as it began (Sennrich et al. 2016): words are cut at white space, spelled in characters, and end with a mark of their
 * own.
 *
 * <pre>
 * documents ─ WhiteSpaceWords ─▶ words ─ WordBpeTrainer ─▶ Vocabulary
 *                                                            │
 * text ─ WhiteSpaceWords ─▶ words ─ WordMerger ─▶ ids ── WordBpeTokenizer
 *
 * WordBpeComponent   the plugin {@code bpe}
 * WordBpeJson        a vocabulary as tokenizer.json
 * </pre>
 */
package org.stagelm.tokenizers.wordbpe;
