/** One token per character: the simplest tokenizer, as in nanoGPT's character-level example. */
package org.stagelm.tokenizers.character;
