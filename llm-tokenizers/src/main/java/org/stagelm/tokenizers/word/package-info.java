/**
 * One token per word, as in the first tokenizers of Raschka, "Build a Large Language Model (From Scratch)", chapter 2.
 *
 * <pre>
 * text ─ SplitPattern ─▶ words and punctuation ─ WordTokenizer ─▶ ids
 *
 * WordComponent   the plugin: the text's distinct words, sorted, are the vocabulary
 * WordJson        such a vocabulary as tokenizer.json
 * </pre>
 */
package org.stagelm.tokenizers.word;
